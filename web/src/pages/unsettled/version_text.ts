/** What one version of a record says, line by line. */
import { m } from '#messages';
import type { Content } from '#data/database.ts';
import type { Measure } from '#domain/measures.ts';
import { questionnaire } from '#domain/questionnaires.ts';
import { whenText } from '#parts/format.ts';
import { measureText } from '#parts/measure_text.ts';
import { totalText } from '#parts/questionnaire_text.ts';
import { readingText } from '#parts/reading_text.ts';
import { doseText, medicineText, routeText } from '#parts/record_text.ts';
import { partsOf } from '#parts/safety_plan_text.ts';

export function versionLines(content: Content, measures: ReadonlyMap<string, Measure>): string[] {
  try {
    return everyLine(content, measures).filter(Boolean);
  } catch {
    // Not as an entry should be: that is why it is looked at.
    return [JSON.stringify(content)];
  }
}

function everyLine(content: Content, measures: ReadonlyMap<string, Measure>): string[] {
  const name = (id: string) => {
    const measure = measures.get(id);
    return measure ? measureText(measure).name : id;
  };
  if (!('body' in content)) return [m.version_deleted()];
  const { body } = content;
  if ('scores' in body) {
    const scores = Object.entries(body.scores).map(([id, score]) => `${name(id)}: ${score}`);
    return [whenText(body), ...scores, body.note ?? ''];
  }
  if ('medicine' in body) {
    const { medicine, route, dose, experience = '', readings = [] } = body;
    const what = [whenText(body), medicineText(medicine), routeText(route), doseText(dose)];
    return [...what, experience, ...readings.map(readingText)];
  }
  if ('questionnaire' in body) {
    const of = questionnaire(body.questionnaire)?.name ?? body.questionnaire;
    return [whenText(body), `${of}: ${totalText(body.total)}`];
  }
  if ('category' in body) return [whenText(body), body.title, body.note ?? ''];
  if ('question' in body) return [body.question, m.range_of({ min: body.min, max: body.max })];
  return partsOf(body).map(({ title, entries }) =>
    m.labelled({ name: title, text: entries.join('; ') }),
  );
}
