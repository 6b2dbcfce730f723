/** A question's scale is changed, and the scores that were given on the earlier one with it. */
import { last } from '#domain/last.ts';
import { newId, type RecordId } from '#domain/id.ts';
import type { CheckIn, OwnMeasure } from '#domain/records.ts';
import { rescaled } from '#domain/rescale.ts';
import { announce } from './changes.svelte.ts';
import { write } from './database.ts';
import { list, put, SAVING } from './journal.ts';

/** The scores kept under one question: how many there are, the lowest and the highest. */
export interface KeptScores {
  count: number;
  lowest: number;
  highest: number;
}

/** Nothing where there are none. It reads every check-in (ten years are 24,000). */
export async function scoresOf(id: RecordId): Promise<KeptScores | undefined> {
  const all = (await list('check_in')).map(({ scores }) => scores[id]);
  const scores = all.filter((score) => score !== undefined).sort((a, b) => a - b);
  const [lowest, highest] = [scores[0], last(scores)];
  return lowest === undefined || highest === undefined
    ? undefined
    : { count: scores.length, lowest, highest };
}

/**
 * Moves every score of a question onto another scale, all of them or none. Answers the id of the
 * question on its new scale.
 *
 * It is a new record, not the earlier one changed: a score that another device gives on the earlier
 * scale, or that is still on its way, would silently be read on the new one. So at every moment of
 * a sync, each score stands beside the scale that it was given on. The earlier question stays.
 */
export async function convert(id: RecordId, measure: OwnMeasure): Promise<RecordId> {
  const made = newId();
  await write(SAVING, async (transaction) => {
    const records = transaction.objectStore('records');
    const earlier = (await records.get(id))?.body as OwnMeasure | undefined;
    if (!earlier) throw new Error('there is no such question');
    await put(transaction, 'measure', measure, made);
    for (const record of await records.getAll()) {
      if (record.kind !== 'check_in') continue;
      const checkIn = record.body as CheckIn;
      const { [id]: score, ...others } = checkIn.scores;
      if (score === undefined) continue;
      const scores = { ...others, [made]: rescaled(score, earlier, measure) };
      await put(transaction, 'check_in', { ...checkIn, scores }, record.id);
    }
  });
  announce();
  return made;
}
