/** A form about the account: one try at a time, and why it was refused. */
import { m } from '#messages';
import { faultsOf, type FormFaults } from './fault_text.ts';

export class Attempt {
  faults = $state.raw<FormFaults>({});
  busy = $state(false);

  /** What it says of a name with something secret that does not belong to it. */
  constructor(private readonly mismatch = () => m.fault_wrong_credentials()) {}

  async make(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    [this.busy, this.faults] = [true, {}];
    try {
      await work();
    } catch (cause) {
      this.faults = faultsOf(cause, this.mismatch());
    } finally {
      this.busy = false;
    }
  }
}
