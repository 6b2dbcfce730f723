/** Which measures a change of conditions suggests to ask, and to ask no longer. */
import {
  BUILT_IN,
  builtIn,
  CONDITIONS,
  SELF_HARM,
  startingMeasures,
  type Condition,
} from './measures.ts';

/** What a change of conditions suggests: to ask, and to ask no longer. */
export interface Suggestion {
  add: string[];
  drop: string[];
}

/**
 * Only what comes or goes with the conditions themselves: a question that was chosen by hand is not
 * suggested to go, and one that was hidden by hand is not suggested again. The one about thoughts of
 * self-harm is, with each change: journals of before it had a place of its own may lack it.
 */
export function suggestion(
  chosen: readonly string[],
  before: readonly Condition[],
  after: readonly Condition[],
): Suggestion {
  if (after.length === 0) return { add: [], drop: [] };
  const [had, has] = [startingMeasures(before), startingMeasures(after)];
  const isFor = (conditions: readonly Condition[] = []) =>
    conditions.length === 0 || conditions.some((one) => after.includes(one));
  const stillMatters = (id: string) => has.includes(id) || isFor(builtIn(id)?.conditions);
  const changed = CONDITIONS.some((one) => before.includes(one) !== after.includes(one));
  const comesAnew = (id: string) => !had.includes(id) || (id === SELF_HARM && changed);
  return {
    add: has.filter((id) => !chosen.includes(id) && comesAnew(id)),
    // The question that brings up someone to call goes only where it is hidden by hand.
    drop: had.filter((id) => chosen.includes(id) && !stillMatters(id) && id !== SELF_HARM),
  };
}

/** The chosen measures after a suggestion; new ones stand where they are usually asked. */
export function followed(chosen: readonly string[], { add, drop }: Suggestion): string[] {
  const rank = (id: string) => BUILT_IN.findIndex((known) => known.id === id);
  const list = chosen.filter((id) => !drop.includes(id));
  for (const id of add) {
    const next = list.findIndex((other) => rank(other) > rank(id));
    list.splice(next < 0 ? list.length : next, 0, id);
  }
  return list;
}
