/** A form about the account: one try at a time, and why it was refused. */
import { m } from '#messages';
import { lackOf } from '../forms/attempting.svelte.ts';
import { faultsOf, type FormFaults } from './fault_text.ts';

export class Attempt {
  faults = $state.raw<FormFaults>({});
  busy = $state(false);

  /** What it says of a name with something secret that does not belong to it. */
  constructor(private readonly mismatch = () => m.fault_wrong_credentials()) {}

  /** Sends a form: what is missing is shown in its field, otherwise `work` is done. */
  async submit(event: SubmitEvent, work: () => unknown): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (form.checkValidity()) return void work();
    const general = await lackOf(form);
    this.faults = general ? { general } : {};
    form.addEventListener('input', () => (this.faults = {}), { once: true });
  }

  async make(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    [this.busy, this.faults] = [true, {}];
    try {
      await work();
    } catch (cause) {
      this.faults = await faultsOf(cause, this.mismatch());
    } finally {
      this.busy = false;
    }
  }
}
