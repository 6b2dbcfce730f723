/** Answered questionnaires on this device, and which are due. */
import { last } from '#domain/last.ts';
import type { Day } from '#domain/day.ts';
import { msOf } from '#domain/day.ts';
import {
  dueFrom,
  questionnaire,
  type Questionnaire,
  type QuestionnaireId,
  type Regular,
} from '#domain/questionnaires.ts';
import type { Identified, QuestionnaireResponse } from '#domain/records.ts';
import { list } from './journal.ts';

export type Response = Identified<QuestionnaireResponse>;

/** All of them, by questionnaire, each in order of time. */
export async function responses(
  from?: Day,
  to?: Day,
): Promise<ReadonlyMap<QuestionnaireId, Response[]>> {
  const all = await list('questionnaire_response', from, to);
  all.sort((a, b) => msOf(a) - msOf(b));
  const groups = new Map<QuestionnaireId, Response[]>();
  for (const response of all) {
    const group = groups.get(response.questionnaire);
    if (group) group.push(response);
    else groups.set(response.questionnaire, [response]);
  }
  return groups;
}

export interface Due {
  of: Questionnaire;
  from: Day;
}

/** When each of those that are answered regularly is due next. */
export async function due(regular: readonly Regular[], today: Day): Promise<Due[]> {
  const answered = await responses();
  return regular.flatMap((one) => {
    const of = questionnaire(one.questionnaire);
    const latest = last(answered.get(one.questionnaire) ?? []);
    return of ? [{ of, from: dueFrom(one, latest, today) }] : [];
  });
}
