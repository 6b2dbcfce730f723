/**
 * Makes a table of what the commands told (standard input), a column for each engine and a row for each
 * step, and puts it into a page: `table.js docs/engines.md`. `tests/engines_table` runs this.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- table -->';
const END = '<!-- end of the table -->';

const page = process.argv[2];
if (!page) throw new Error('table.js PAGE');

/** @type {Map<string, Map<string, string>>} by step, then by engine */
const steps = new Map();
const engines = new Set();
for (const line of readFileSync(0, 'utf8').split('\n')) {
  const told = /^([^:]+): (.+): (passed|failed)(?: \(.*\))?$/.exec(line);
  if (!told) continue;
  const [, engine = '', step = '', result = ''] = told;
  engines.add(engine);
  steps.set(step, (steps.get(step) ?? new Map()).set(engine, result));
}
if (engines.size === 0) throw new Error('no result was told');

/** @param {string[]} cells */
const row = (cells) => `| ${cells.join(' | ')} |`;
const columns = [...engines];
const table = [
  row(['step', ...columns]),
  row(['---', ...columns.map(() => '---')]),
  ...[...steps].map(([step, results]) =>
    row([step, ...columns.map((engine) => results.get(engine) ?? '')]),
  ),
];

const text = readFileSync(page, 'utf8');
const [before, rest] = text.split(BEGIN);
const [, after] = rest?.split(END) ?? [];
if (after === undefined) throw new Error(`${page} has no ${BEGIN} and ${END}`);
const day = new Date().toISOString().slice(0, 10);
const made = `Made on ${day} by \`tests/engines_table\`.`;
writeFileSync(page, `${before}${BEGIN}\n\n${made}\n\n${table.join('\n')}\n\n${END}${after}`);
