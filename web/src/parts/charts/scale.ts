/** From values to places on a drawing. */
import { last } from '#domain/last.ts';

export type Scale = (value: number) => number;

export function linear(domain: [number, number], range: [number, number]): Scale {
  const span = domain[1] - domain[0] || 1;
  const factor = (range[1] - range[0]) / span;
  return (value) => range[0] + (value - domain[0]) * factor;
}

/** Enough places for a path; more digits only make it longer. */
export const place = (n: number): string => String(Math.round(n * 10) / 10);

/** How much room the longest of these words takes beside an axis, in pixels. */
export function besides(words: readonly string[]): number {
  const longest = words.reduce((most, word) => Math.max(most, word.length), 0);
  return longest * LETTER + 16;
}

/** No digit and no sign of the axes' type is wider: 15 pixels high, in any of its fonts. */
const LETTER = 10;

export interface Point {
  x: number;
  y: number;
}

/** Straight lines from point to point: nothing between two observations is invented. */
export function polyline(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index ? 'L' : 'M'}${place(x)} ${place(y)}`).join('');
}

/** All points as one path of dots (zero-length lines with round caps), however many there are. */
export function dots(points: readonly Point[]): string {
  return points.map(({ x, y }) => `M${place(x)} ${place(y)}h0`).join('');
}

/** The area between two lines over the same places. */
export function area(points: readonly { x: number; low: number; high: number }[]): string {
  const upper = points.map(({ x, high }) => ({ x, y: high }));
  const lower = points.map(({ x, low }) => ({ x, y: low })).reverse();
  return points.length ? `${polyline([...upper, ...lower])}Z` : '';
}

/** Splits a series where two neighbours are too far apart to be joined by a line. */
export function runs<T>(items: readonly T[], apart: (before: T, after: T) => boolean): T[][] {
  const found: T[][] = [];
  for (const item of items) {
    const run = last(found);
    const before = run && last(run);
    if (run && before !== undefined && !apart(before, item)) run.push(item);
    else found.push([item]);
  }
  return found;
}
