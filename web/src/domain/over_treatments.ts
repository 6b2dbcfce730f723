/** How many more treatments it takes before treatments can be compared with one another. */
import type { Treatment } from './records.ts';
import type { ReliefCurve, TreatmentRelief } from './relief.ts';

/** What is needed: the definitions of relief, section 7. */
const DOSE = { treatments: 6, doses: 3 };
const SHORTER = { treatments: 6, lost: 4 };
const ROUTE = { of_each: 4 };

/** What was given at a treatment. */
export type Given = Pick<Treatment, 'route' | 'dose'> & { id: string };

export interface MoreNeeded {
  dose: number;
  shorter: number;
  route: number;
}

/** At least so many more for each question; 0 where there are enough. */
export function moreNeeded(
  reports: readonly Pick<TreatmentRelief, 'id' | 'curve'>[],
  { treatments, lost }: Pick<ReliefCurve, 'treatments' | 'lost'>,
  given: readonly Given[],
): MoreNeeded {
  const counted = new Set(reports.filter(hasWeek).map(({ id }) => id));
  const compared = given.filter(({ id }) => counted.has(id));
  return {
    dose: moreDoses(compared),
    shorter: Math.max(0, SHORTER.treatments - treatments, SHORTER.lost - lost),
    route: moreOfRoutes(compared),
  };
}

/** Whether something was written in the week after it, and there is a baseline to compare with. */
const hasWeek = ({ curve }: Pick<TreatmentRelief, 'curve'>) =>
  curve.some(({ lag_day }) => lag_day >= 0 && lag_day <= 6);

function moreDoses(given: readonly Given[]): number {
  const groups = new Map<string, number[]>();
  for (const { route, dose } of given) {
    if (!dose) continue;
    const name = `${route} ${dose.unit}`;
    groups.set(name, [...(groups.get(name) ?? []), dose.amount]);
  }
  const more = [...groups.values()].map((doses) =>
    Math.max(0, DOSE.treatments - doses.length, DOSE.doses - new Set(doses).size),
  );
  return Math.min(DOSE.treatments, ...more);
}

function moreOfRoutes(given: readonly Given[]): number {
  const counts = new Map<string, number>();
  for (const { route } of given) counts.set(route, (counts.get(route) ?? 0) + 1);
  const [most = 0, second = 0] = [...counts.values()].sort((a, b) => b - a);
  return Math.max(0, ROUTE.of_each - most) + Math.max(0, ROUTE.of_each - second);
}
