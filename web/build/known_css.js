/**
 * `npm run lint` says which CSS the oldest browsers do not know. What stands after a declaration of the
 * same property that they know is fine: they keep that one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import { DATA, unknownTo } from './known.js';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** Without it a page is as usable. */
const SPARED = new Set([
  // Lines break elsewhere, a field stays as high as it was, corners and controls have other colours.
  'text-wrap',
  'text-size-adjust',
  'hyphens',
  'field-sizing',
  'outline',
  'accent-color',
  '-webkit-tap-highlight-color',
  'color-mix()',
  // A code is marked by hand.
  'user-select',
  // Where somebody forces colours of their own.
  'forced-color-adjust',
  // The drawing itself gives the height, once it is there.
  'container-type',
  'container_query_length_units',
  // What is focused may lie below a bar until the page is moved.
  ':has()',
  // Sheets break elsewhere, with the margins of the print dialog.
  '@page',
  'break-after: avoid',
  // All know it for the text of a drawing (Chrome since 35); the data speaks of the text of a page.
  'paint-order',
]);

/** The build writes these in another way (Lightning CSS), as it does nested rules. */
const LOWERED = new Set(['light-dark()']);

/** @type {[RegExp, string][]} */
const UNITS = [
  [/\d(dv|dynamic)[hwib]|\ddvmin|\ddvmax/, 'viewport_percentage_units_dynamic'],
  [/\dsv([hwib]|min|max)/, 'viewport_percentage_units_small'],
  [/\dlv([hwib]|min|max)/, 'viewport_percentage_units_large'],
  [/\dcq([hwib]|min|max)/, 'container_query_length_units'],
  [/\dr?lh\b/, 'lh'],
];

/** Functions by their names: they stand in several places of the data. */
const FUNCTIONS = new Map(
  Object.entries({
    ...DATA.css.types,
    ...DATA.css.types.color,
    ...DATA.css.types['transform-function'],
    ...DATA.css.types.gradient,
  }),
);

/**
 * What of a declaration may be unknown: names, and the node of the data that says so.
 * @param {import('postcss').Declaration} declaration @returns {[string, any][]}
 */
function inValue({ prop, value }) {
  const functions = [...value.matchAll(/([a-z][\w-]*)\(/g)].map(([, name = '']) => name);
  const units = UNITS.filter(([unit]) => unit.test(value));
  const keyword = /^[a-z-]+$/.test(value) ? DATA.css.properties[prop]?.[value] : undefined;
  return [
    ...functions.map((name) => /** @type {[string, any]} */ ([`${name}()`, FUNCTIONS.get(name)])),
    ...units.map(([, name]) => /** @type {[string, any]} */ ([name, DATA.css.types.length[name]])),
    [`${prop}: ${value}`, keyword],
  ];
}

/** @param {[string, any][]} names */
const unknown = (names) =>
  names.flatMap(([name, node]) => {
    const known = [name, name.split(': ')[0] ?? ''].some(
      (one) => SPARED.has(one) || LOWERED.has(one),
    );
    const browsers = known ? [] : unknownTo(node);
    return browsers.length > 0 ? [`${name} (not in ${browsers.join(', ')})`] : [];
  });

/** @param {import('postcss').Declaration} declaration whether one before it is kept in its place */
function hasFallback(declaration) {
  for (let before = declaration.prev(); before; before = before.prev())
    if (before.type === 'decl' && before.prop === declaration.prop)
      return unknown(inValue(before)).length === 0;
  return false;
}

/** @param {import('postcss').ChildNode} node @returns {string[]} */
function faultsOf(node) {
  if (node.type === 'decl') {
    const property = unknown([[node.prop, DATA.css.properties[node.prop]]]);
    const value = unknown(inValue(node));
    return [...property, ...(hasFallback(node) ? [] : value)];
  }
  if (node.type === 'atrule') return unknown([[`@${node.name}`, DATA.css['at-rules'][node.name]]]);
  if (node.type !== 'rule') return [];
  return unknown(
    [...node.selector.matchAll(/::?([a-z-]+)(\()?/g)].map(([, name = '', open]) => [
      `:${name}${open ? '()' : ''}`,
      DATA.css.selectors[name],
    ]),
  );
}

/** @param {string} css @returns {string[]} what the oldest browsers do not know, with its line */
export function unknownCss(css) {
  /** @type {string[]} */
  const found = [];
  postcss.parse(css).walk((node) => {
    for (const fault of faultsOf(node)) found.push(`${node.source?.start?.line}: ${fault}`);
  });
  return found;
}

/** The style of a component, on the lines where it stands. @param {string} file @param {string} text */
const cssOf = (file, text) =>
  file.endsWith('.css')
    ? text
    : (/^([^]*<style>)([^]*)<\/style>/.exec(text) ?? ['', '', ''])
        .slice(1)
        .map((part, index) => (index === 0 ? part.replace(/[^\n]/g, '') : part))
        .join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|css)$/.test(file))
    .map((file) => join(SOURCE, file));
  const found = files.flatMap((file) =>
    unknownCss(cssOf(file, readFileSync(file, 'utf8'))).map(
      (fault) => `${relative(process.cwd(), file)}:${fault}`,
    ),
  );
  if (found.length > 0) {
    process.stderr.write(`The oldest browsers do not know:\n${found.join('\n')}\n`);
    process.exitCode = 1;
  }
}
