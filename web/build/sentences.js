/**
 * Cuts the sentences of a language into parts, so that a page is sent with its own words and not
 * with everyone's: `messages/en.js?part=journal` is that file with only those sentences that the
 * modules of the part name. Without this plugin (vite, vitest) every part is the whole file.
 */
import { readFileSync } from 'node:fs';

const SENTENCES = /^(.+[\\/]messages[\\/]\w+\.js)\?part=(\w+)$/;

/** `m.save(…)`, and ``m[`measure_${id}`](…)``, which stands for every name with that beginning. */
const NAMED = /\bm\.([a-z]\w*)/g;
const BEGUN = /\bm\s*\[`(\w+)\$\{/g;

/**
 * @typedef {object} Part
 * @property {string} from the module it begins with; what that imports belongs to it
 * @property {boolean} [later] whether what is only imported on demand belongs to it, too
 * @property {RegExp} [without] of these, the modules whose sentences are in another part
 * @property {string} [after] the part that is there wherever this one is needed
 *
 * @typedef {(name: string) => boolean} Says whether a part says the sentence of this name
 * @typedef {import('vite').Rolldown.PluginContext} Build
 */

/** @param {Record<string, Part>} parts @returns {import('vite').Plugin} */
export function sentences(parts) {
  /** @type {Map<string, Promise<Says>>} */
  const found = new Map();

  /** @param {Build} build @param {string} name @returns {Promise<Says>} */
  const part = (build, name) => {
    const { after, ...own } = /** @type {Part} */ (parts[name]);
    const says = found.get(name) ?? names(build, own);
    found.set(name, says);
    if (after === undefined) return says;
    return Promise.all([says, part(build, after)]).then(
      ([here, before]) =>
        (sentence) =>
          here(sentence) && !before(sentence),
    );
  };

  return {
    name: 'sentences',
    apply: 'build',
    enforce: 'pre',
    buildStart: () => found.clear(),
    async load(id) {
      const [, file, name] = SENTENCES.exec(id) ?? [];
      if (!file || !name || !parts[name]) return undefined;
      return only(this, readFileSync(file, 'utf8'), await part(this, name));
    },
  };
}

/** @param {Build} build @param {Omit<Part, 'after'>} part @returns {Promise<Says>} */
async function names(build, { from, later, without }) {
  const said = new Set();
  const begun = new Set();
  const seen = new Set();
  /** @param {string} id */
  const walk = async (id) => {
    if (seen.has(id) || /node_modules|paraglide/.test(id)) return;
    seen.add(id);
    const module = await build.load({ id });
    for (const [, name] of module.code?.matchAll(NAMED) ?? []) said.add(name);
    for (const [, start] of module.code?.matchAll(BEGUN) ?? []) begun.add(start);
    const onDemand = module.dynamicallyImportedIds.filter((next) => later && !without?.test(next));
    await Promise.all([...module.importedIds, ...onDemand].map(walk));
  };
  const first = await build.resolve(from);
  if (!first) throw new Error(`sentences: there is no ${from}`);
  await walk(first.id);
  if (said.size === 0) throw new Error(`sentences: ${from} says nothing`);
  return (name) => said.has(name) || [...begun].some((start) => name.startsWith(start));
}

/** @param {Build} build @param {string} code @param {Says} says */
function only(build, code, says) {
  const kept = build.parse(code).body.filter((node) => {
    const declared =
      node.type === 'ExportNamedDeclaration' && node.declaration?.type === 'VariableDeclaration'
        ? node.declaration.declarations[0]?.id
        : undefined;
    return declared?.type !== 'Identifier' || says(declared.name);
  });
  return kept.map(({ start, end }) => code.slice(start, end)).join('\n');
}
