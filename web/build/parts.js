/**
 * Knows what the app is made of, part by part: the modules that are there at once, those of the
 * first page, those of the others. By that the sentences of a language are cut, so that a page is
 * sent with its own words and not with everyone's: `messages/en.js?part=journal` is that file with
 * only those sentences that the modules of the part name. Without this plugin (vite, vitest) every
 * part is the whole file.
 */
import { readFileSync } from 'node:fs';

const SENTENCES = /^(.+[\\/]messages[\\/][\w-]+\.js)\?part=(\w+)$/;

/** `m.save(…)`, and ``m[`measure_${id}`](…)``, which stands for every name with that beginning. */
export const NAMED = /\bm\.([a-z]\w*)/g;
const BEGUN = /\bm\s*\[`(\w+)\$\{/g;

/**
 * @typedef {object} Part
 * @property {string} from the module it begins with; what that imports belongs to it
 * @property {boolean} [later] whether what is only imported on demand belongs to it, too
 * @property {RegExp} [without] of these, the modules that are in another part
 * @property {string[]} [after] the parts that are there wherever this one is needed
 *
 * @typedef {object} Content what is in a part
 * @property {Set<string>} modules
 * @property {(sentence: string) => boolean} says
 *
 * @typedef {import('vite').Rolldown.PluginContext} Build
 */

/** @param {Record<string, Part>} parts */
export function partsOf(parts) {
  /** @type {Map<string, Promise<Content>>} */
  const walks = new Map();
  /** @type {Map<string, Set<string>>} */
  const modules = new Map();

  /** @param {Build} build @param {string} name */
  const content = (build, name) => {
    const part = parts[name];
    if (!part) throw new Error(`there is no part ${name}`);
    const walk = walks.get(name) ?? walked(build, part);
    walks.set(name, walk);
    void walk.then((found) => modules.set(name, found.modules));
    return walk;
  };

  /** @type {import('vite').Plugin} */
  const sentences = {
    name: 'sentences',
    apply: 'build',
    enforce: 'pre',
    buildStart: () => walks.clear(),
    async load(id) {
      const [, file, name] = SENTENCES.exec(id) ?? [];
      if (!file || !name) return undefined;
      const { says } = await content(this, name);
      const before = await Promise.all(
        (parts[name]?.after ?? []).map((other) => content(this, other)),
      );
      return only(
        this,
        readFileSync(file, 'utf8'),
        (sentence) => says(sentence) && !before.some((other) => other.says(sentence)),
      );
    },
  };

  return {
    sentences,
    /** Whether a module is in a part; known once all modules were read. @param {string} name */
    isIn: (name) => (/** @type {string} */ id) => modules.get(name)?.has(id) ?? false,
  };
}

/** @param {Build} build @param {Part} part @returns {Promise<Content>} */
async function walked(build, { from, later, without }) {
  const said = new Set();
  const begun = new Set();
  const modules = new Set();
  /** @param {string} id */
  const walk = async (id) => {
    if (modules.has(id) || /node_modules|paraglide/.test(id)) return;
    modules.add(id);
    const module = await build.load({ id });
    for (const [, name] of module.code?.matchAll(NAMED) ?? []) said.add(name);
    for (const [, start] of module.code?.matchAll(BEGUN) ?? []) begun.add(start);
    const onDemand = module.dynamicallyImportedIds.filter((next) => later && !without?.test(next));
    await Promise.all([...module.importedIds, ...onDemand].map(walk));
  };
  const first = await build.resolve(from);
  if (!first) throw new Error(`there is no ${from}`);
  await walk(first.id);
  if (said.size === 0) throw new Error(`${from} says nothing: were its modules read?`);
  return {
    modules,
    says: (name) => said.has(name) || [...begun].some((start) => name.startsWith(start)),
  };
}

/** @param {Build} build @param {string} code @param {Content['says']} says */
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
