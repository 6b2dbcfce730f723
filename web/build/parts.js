/**
 * Knows what the app is made of, part by part: the modules that are there at once, those of the
 * first page, those of the others. By that the sentences of a language are cut, so that a page is
 * sent with its own words and not with everyone's: `messages/en.js?part=journal` is that file with
 * only those sentences that the modules of the part name. Without this plugin (vite, vitest) every
 * part is the whole file.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const SENTENCES = /^(.+[\\/]messages[\\/][\w-]+\.js)\?part=(\w+)$/;

/** `m.save(…)`, and ``m[`measure_${id}`](…)``, which stands for every name with that beginning. */
export const NAMED = /\bm\.([a-z]\w*)/g;
const BEGUN = /\bm\s*\[`(\w+)\$\{/g;

/**
 * @typedef {object} Part
 * @property {string} from the module it begins with; what that imports belongs to it
 * @property {boolean} [later] whether what is only imported on demand belongs to it, too
 * @property {RegExp} [without] of these, the modules that are in another part
 * @property {RegExp} [lacks] of the sentences whose names are put together, those that it never says
 * @property {string[]} [with] the parts whose sentences come along in the same file
 * @property {string[]} [ways] the parts that are fetched from this one's file: a file of `de` names those of `de`
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
      const { with: along = [], after = [], ways } = parts[name] ?? {};
      const all = (/** @type {string[]} */ names) =>
        Promise.all(names.map((other) => content(this, other)));
      const [said, before] = await Promise.all([all([name, ...along]), all(after)]);
      return only(
        this,
        readFileSync(file, 'utf8'),
        (sentence) =>
          said.some(({ says }) => says(sentence)) && !before.some(({ says }) => says(sentence)),
        ways ? `WAYS: ${waysTo(basename(file), ways)}` : '',
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
async function walked(build, { from, later, without, lacks }) {
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
    says: (name) =>
      said.has(name) || (!lacks?.test(name) && [...begun].some((start) => name.startsWith(start))),
  };
}

/** @param {string} file of one language @param {string[]} names */
function waysTo(file, names) {
  const each = names.map((name) => `${name}: () => import('./${file}?part=${name}')`);
  return `{ ${each.join(', ')} }`;
}

/**
 * As one object: a list of exports would name every sentence once more.
 * @param {Build} build @param {string} code @param {Content['says']} says @param {string} ways
 */
function only(build, code, says, ways) {
  const text = (/** @type {{ start: number, end: number }} */ { start, end }) =>
    code.slice(start, end);
  const sentences = [];
  const others = [];
  for (const node of build.parse(code).body) {
    const declared =
      node.type === 'ExportNamedDeclaration' && node.declaration?.type === 'VariableDeclaration'
        ? node.declaration.declarations[0]
        : undefined;
    if (declared?.id.type !== 'Identifier' || !declared.init) others.push(text(node));
    else if (says(declared.id.name)) sentences.push(`${declared.id.name}: ${text(declared.init)}`);
  }
  return [...others, `export default { ${[...sentences, ways].join(',\n')} };`].join('\n');
}
