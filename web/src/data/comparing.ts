/**
 * The server has another history than this device knows: a backup was restored. What each of them has
 * is compared, and nothing is sent before that is done.
 */
import { Unreachable } from './api.ts';
import type { RecordId } from '#domain/id.ts';
import { Comparison, type Device, type Parting } from './comparison.ts';
import { noteDamaged } from './damaged.ts';
import { NEWS, requireOwner, write, type Damaged } from './database.ts';
import { fact } from './facts.ts';
import {
  CURSOR,
  HISTORY,
  pageSince,
  type Change,
  type Known,
  type Page,
  type Reach,
} from './exchange.ts';
import type { News } from './news.ts';
import { Tally } from './scored.ts';

/** All or nothing is kept of it: one that is cut short begins anew with the next exchange. */
export async function compare(reach: Reach, told: Page): Promise<void> {
  const known = await fact<Known>(HISTORY);
  const { changes, damaged, last } = await everything(reach, told);
  const stores = ['records', 'outbox', 'conflicts', 'deletions', 'facts'] as const;
  await write([...stores], async (transaction) => {
    await requireOwner(transaction);
    const [records, outbox, conflicts, deletions, facts] = [
      transaction.objectStore('records'),
      transaction.objectStore('outbox'),
      transaction.objectStore('conflicts'),
      transaction.objectStore('deletions'),
      transaction.objectStore('facts'),
    ];
    const device: Device = {
      cursor: ((await facts.get(CURSOR)) as number | undefined) ?? 0,
      records: await records.getAll(),
      outbox: await outbox.getAll(),
      conflicts: await conflicts.getAll(),
      deletions: await deletions.getAll(),
    };
    const before = new Map(device.records.map((record) => [record.id, record]));
    const tally = new Tally();
    const comparison = new Comparison(
      device,
      { changes, damaged: new Map([...damaged].map(([id, { revision }]) => [id, revision])) },
      parting(told, device.cursor, known),
    );
    const { steps, again } = comparison.steps();
    for (const step of steps) {
      if (step.store === 'records') {
        tally.change(before.get(step.id)?.body, step.row?.body);
        await (step.row ? records.put(step.row) : records.delete(step.id));
      } else if (step.store === 'outbox')
        await (step.row ? outbox.put(step.row) : outbox.delete(step.id));
      else if (step.store === 'conflicts')
        await (step.row ? conflicts.put(step.row) : conflicts.delete(step.id));
      else await (step.row ? deletions.put(step.row) : deletions.delete(step.id));
    }
    await tally.keep(transaction);
    await facts.put(last.revision, CURSOR);
    await facts.put({ history: last.history, tip: last.tip } satisfies Known, HISTORY);
    if (again) {
      const news = (await facts.get(NEWS)) as News | undefined;
      await facts.put({ ...news, restored: comparison.restoredTo() } satisfies News, NEWS);
    }
  });
  await noteDamaged({ changes: [...changes.values()], damaged: [...damaged.values()] }, true);
}

function parting(told: Page, cursor: number, known: Known | undefined): Parting {
  if (!known || known.history === told.history) return { latest: told.revision, restored: false };
  // What follows a dot tells apart whom it was told, not the history.
  const restored = rootOf(known.history) !== rootOf(told.history);
  return { told: told.history_from, latest: cursor, restored };
}

const rootOf = (history: string) => history.split('.')[0];

/** All that the server has, tombstones included. */
async function everything(reach: Reach, told: Page) {
  const changes = new Map<RecordId, Change>();
  const damaged = new Map<RecordId, Damaged>();
  const { history, tip } = told;
  for (let last = { ...told, revision: 0, more: true }; ;) {
    last = await pageSince(reach, last.revision, { history, tip });
    // Restored once more, in this moment.
    if (last.history !== history) throw new Unreachable('the history changed');
    for (const change of last.changes)
      if (change.kind !== 'questionnaire') changes.set(change.id, change);
    for (const one of last.damaged ?? []) damaged.set(one.id, one);
    if (!last.more) return { changes, damaged, last };
  }
}
