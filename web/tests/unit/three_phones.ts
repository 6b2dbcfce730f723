/**
 * Three phones, one server, backups and restores: plays any interleaving, and says what is wrong at its
 * end. Every version that a person writes is told from every other, and it is known upon which it was
 * written: so at the end nothing may be there that was replaced or deleted since, nor be missing.
 */
import { withDatabase } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { list, remove, save } from '#data/journal.ts';
import { keepMine, takeTheirs, unsettled } from '#data/unsettled.ts';
import type { Content } from '#data/database.ts';
import { sameJson } from '#domain/equal.ts';
import type { CheckIn } from '#domain/records.ts';
import { Device } from './fake_device.ts';
import { ModelServer, type Backup } from './model_server.ts';

export const KINDS = [
  'write',
  'edit',
  'edit',
  'delete',
  'sync',
  'sync',
  'sync',
  'lost',
  'choose',
  'backup',
  'restore',
  'copy',
] as const;

/** `choice` picks a record, a backup, or which answer is lost. */
export interface Step {
  what: (typeof KINDS)[number];
  phone: number;
  choice: number;
}

const GONE = '†';

/** Which versions of a record were written upon which. */
class Versions {
  readonly #replaced = new Set<string>();
  readonly all = new Set<string>();
  deletions = 0;

  write(version: string, upon: string | undefined): void {
    this.all.add(version);
    if (upon) this.#replaced.add(upon);
    if (version.startsWith(GONE)) this.deletions += 1;
  }

  isReplaced = (version: string) => this.#replaced.has(version);
  /** Whether being deleted is the last that was said, or one of the last. */
  mayBeGone = () =>
    [...this.all].some((version) => version.startsWith(GONE) && !this.isReplaced(version));
}

const versionOf = (content: Content) =>
  'body' in content ? ((content.body as CheckIn).note ?? '') : GONE;

export class World {
  readonly server = new ModelServer();
  readonly #backups: Backup[] = [];
  readonly #records = new Map<string, Versions>();
  readonly asked: string[] = [];
  #made = 0;

  private constructor(readonly phones: readonly Device[]) {}

  static async begin(): Promise<World> {
    const world = new World([
      await Device.signedIn(),
      await Device.signedIn(),
      await Device.signedIn(),
    ]);
    Object.assign(world.server, { page: 3, loseOnlyPosts: false });
    return world;
  }

  async play({ what, phone, choice }: Step): Promise<void> {
    const device = this.phones[phone % 3];
    if (!device) return;
    if (what === 'backup') this.#backups.push(this.server.backup());
    else if (what === 'restore' || what === 'copy') this.#restore(what, choice);
    else await device.do(() => this.#on(what, choice));
  }

  #restore(how: 'restore' | 'copy', choice: number): void {
    const backup = this.#backups[choice % this.#backups.length];
    if (!backup) return;
    if (how === 'restore') this.server.restore(backup);
    else this.server.copyBack(backup);
  }

  async #on(what: Step['what'], choice: number): Promise<void> {
    const known = await list('check_in');
    const one = known[choice % known.length];
    if (what === 'write') await this.#write(undefined, undefined);
    else if (what === 'edit') await this.#write(one?.id, one?.note);
    else if (what === 'delete' && one) {
      this.#of(one.id).write(this.#version(GONE), one.note);
      await remove(one.id);
    } else if (what === 'choose') await this.choose();
    else if (what === 'sync' || what === 'lost') await this.#sync(what === 'lost' ? choice % 4 : 9);
  }

  async #write(id: string | undefined, upon: string | undefined): Promise<void> {
    const note = this.#version('v');
    const made = await save('check_in', { date: '2026-03-10', scores: {}, note }, id);
    this.#of(made).write(note, upon);
  }

  /** One exchange; the answer after so many is lost. */
  async #sync(answers: number): Promise<void> {
    let left = answers;
    const reach: typeof this.server.reach = async (path, call) => {
      if (left === 0) this.server.loseAnswers = 1;
      left -= 1;
      return this.server.reach(path, call);
    };
    await exchange(reach).catch((cause: unknown) => {
      if (answers === 9) throw cause;
    });
    this.server.loseAnswers = 0;
  }

  /** Whoever is asked knows what they wrote last. */
  async choose(): Promise<void> {
    for (const { id, mine, theirs } of (await unsettled()).conflicts) {
      const versions = this.#of(id);
      const other: Content = 'body' in theirs ? { body: theirs.body } : { deleted: true };
      if (sameJson(mine, other)) this.asked.push(`asked of ${id}, on which both agree`);
      const [here, there] = [versionOf(mine), versionOf(other)];
      // Of one that is gone it matters only whether the other is what was deleted.
      const stale = here === GONE ? !versions.mayBeGone() : versions.isReplaced(here);
      const chosen = stale ? there : here;
      const refused = stale ? here : there;
      versions.write(chosen === GONE ? this.#version(GONE) : chosen, refused);
      await (stale ? takeTheirs(id) : keepMine(id));
    }
  }

  /** All come together until nothing is left to say; answers what is wrong then. */
  async end(): Promise<string[]> {
    for (let round = 0; round < 6; round++) {
      for (const device of this.phones) {
        await device.do(async () => {
          await this.#sync(9);
          await this.choose();
        });
      }
    }
    const posts = this.server.posts;
    const faults = [...this.asked];
    for (const device of this.phones) faults.push(...(await device.do(() => this.#wrong())));
    if (this.server.posts !== posts) faults.push('something is sent again and again');
    for (const [id, versions] of this.#records) {
      const held = this.server.records.get(id);
      if (!held || held.deleted) {
        if (!versions.mayBeGone()) faults.push(`${id} is lost: ${[...versions.all].join(' ')}`);
      } else if (versions.isReplaced(versionOf(held as Content)))
        faults.push(`${id} is again ${versionOf(held as Content)}`);
    }
    return faults;
  }

  async #wrong(): Promise<string[]> {
    await this.#sync(9);
    const faults: string[] = [];
    const [outbox, { conflicts }] = [
      await withDatabase((database) => database.getAll('outbox')),
      await unsettled(),
    ];
    if (outbox.length + conflicts.length > 0)
      faults.push(`not settled: ${JSON.stringify({ outbox, conflicts })}`);
    const here = new Map((await list('check_in')).map(({ id, note }) => [id, note]));
    const there = new Map(
      [...this.server.records.values()]
        .filter(({ deleted }) => !deleted)
        .map(({ id, body }) => [id, (body as CheckIn).note]),
    );
    if (!sameJson(Object.fromEntries(here), Object.fromEntries(there)))
      faults.push(`not alike: ${JSON.stringify([...here])} and ${JSON.stringify([...there])}`);
    return faults;
  }

  #of(id: string): Versions {
    const versions = this.#records.get(id) ?? new Versions();
    this.#records.set(id, versions);
    return versions;
  }

  #version = (of: string) => `${of}${(this.#made += 1)}`;
}
