/** What is on printed sheets, by Debian's poppler-utils. */
import { execFileSync } from 'node:child_process';

/** @param {string} program @param {string[]} words */
const ask = (program, ...words) =>
  execFileSync(program, words, { encoding: 'utf8', maxBuffer: 2 ** 28 });

/** More than the frame of a box, or a dot, has. */
export const CURVE_STEPS = 8;

/** @param {string} pdf @param {number} sheet from 1 */
function curvesOn(pdf, sheet) {
  const svg = ask('pdftocairo', '-svg', '-f', `${sheet}`, '-l', `${sheet}`, pdf, '-');
  // The letters are defined first.
  const drawn = svg.replace(/<defs>[^]*?<\/defs>/g, '');
  const steps = [...drawn.matchAll(/<path[^>]* d="([^"]*)"/g)].map(
    ([, path = '']) => path.match(/[A-Z]/g)?.length ?? 0,
  );
  return steps.filter((count) => count > CURVE_STEPS).length;
}

/** @param {string} pdf */
export function sheetsOf(pdf) {
  const count = Number(/^Pages:\s+(\d+)/m.exec(ask('pdfinfo', pdf))?.[1]);
  const curves = Array.from({ length: count }, (_, index) => curvesOn(pdf, index + 1));
  return { count, curves, text: ask('pdftotext', '-raw', pdf, '-') };
}
