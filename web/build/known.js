/** What the oldest browsers know, by MDN's browser compatibility data. */
import { createRequire } from 'node:module';
import { OLDEST } from './browsers.js';

/** @type {any} a tree whose leaves, `__compat`, say since when a browser knows something */
export const DATA = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** @param {any} said one line of the data @param {number} version */
const covers = (said, version) =>
  !said.flags &&
  !said.prefix &&
  !said.alternative_name &&
  !said.version_removed &&
  typeof said.version_added === 'string' &&
  parseFloat(said.version_added.replace('≤', '')) <= version;

/**
 * Those of the oldest browsers that do not know something, such as `Firefox 115`.
 * @param {any} node a node of the data; what is not in it is known
 * @returns {string[]}
 */
export function unknownTo(node) {
  const support = node?.__compat?.support;
  if (!support) return [];
  return Object.entries(OLDEST)
    .filter(([name, version]) => ![support[name]].flat().some((said) => covers(said, version)))
    .map(([name, version]) => `${name} ${version}`);
}
