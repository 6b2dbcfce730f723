/** Signing in where a journal of another account may be on the device: what becomes of that is asked first. */
import { earlierThan, type Earlier, type Taking } from '#data/earlier.ts';

/** Signs in; answers what has to be asked about before that can be done. */
type Enter = (taking?: Taking) => Promise<Earlier | undefined>;

export class Arriving {
  /** What has to be asked about. */
  earlier = $state.raw<Earlier>();
  #enter: Enter | undefined;

  /** `username`: as who, where it is an account that there is already. */
  async arrive(username: string | undefined, enter: Enter): Promise<void> {
    this.#enter = enter;
    this.earlier = (await earlierThan(username)) ?? (await enter());
  }

  /** With the patient's answer. */
  async go(taking: Taking): Promise<void> {
    await this.#enter?.(taking);
    this.earlier = undefined;
  }

  leave(): void {
    this.earlier = undefined;
  }
}
