/** Listens to Orca: reads the file into which its voice (recorder.py) writes what it says. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 50;
/** After so long without a word, Orca has said what it had to say. */
const SILENCE_MS = 700;

export class Ear {
  #file;
  #from = 0;

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
  }

  /** Everything that was said, the latest last. @returns {string[]} */
  all() {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    // The last one is still being written, or empty.
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }

  /** From now on a new answer is listened to. */
  attend() {
    this.#from = this.all().length;
  }

  /** What was said since the last call of `attend`. */
  answer = () => this.all().slice(this.#from);

  /** Waits until `enough` is content with what is said, but not longer than `patience` milliseconds. */
  /** @param {(said: string[]) => boolean} enough @param {number} patience */
  async until(enough, patience) {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(LOOK_MS))
      if (enough(this.answer())) return true;
    return false;
  }

  /** Waits until nothing more is said. */
  async silence() {
    for (
      let heard = -1, since = Date.now();
      Date.now() - since < SILENCE_MS;
      await sleep(LOOK_MS)
    ) {
      const now = this.all().length;
      if (now !== heard) [heard, since] = [now, Date.now()];
    }
  }
}
