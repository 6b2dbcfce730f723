/** The scale of improvement: 100 is gone, 0 as before treatment, below 0 worse than before. */
import { linear, type Scale } from './scale.ts';

const FLOORS = [0, -25, -50, -100];
const DEEPEST = -100;

/** The bottom of the drawing: one bad day must not flatten all the others. */
export function lowest(percents: readonly number[]): number {
  const worst = percents.reduce((least, percent) => Math.min(least, percent), 0);
  return FLOORS.find((floor) => floor <= worst) ?? DEEPEST;
}

export function improvementTicks(floor: number): number[] {
  return [...new Set([floor <= -50 ? floor : 0, 0, 50, 100])];
}

/** What is worse than the floor is drawn on it; the table has the number. */
export function improvement(floor: number, range: [number, number]): Scale {
  const scale = linear([floor, 100], range);
  return (percent) => scale(Math.max(floor, percent));
}
