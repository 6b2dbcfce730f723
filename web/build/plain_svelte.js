/**
 * Leaves out of Svelte what this app cannot reach: taking over HTML that a server rendered, and the
 * modes `legacy`, `async` and `tracing`. Svelte guards each by a variable that nothing here sets, and
 * expects the bundler to drop what it guards; Rolldown does so for constants alone, so they become some.
 * It is 1.3 kB of the first load.
 */
const HYDRATION = /svelte\/src\/internal\/client\/dom\/hydration\.js$/;
const FLAGS = /svelte\/src\/internal\/flags\/index\.js$/;

const DECLARED = /^export let (\w+) = false;$/gm;

/** @returns {import('vite').Plugin} */
export function plainSvelte() {
  return {
    name: 'plain-svelte',
    apply: 'build',
    transform: {
      filter: { id: [HYDRATION, FLAGS] },
      handler(code, id) {
        const guards = [...code.matchAll(DECLARED)].map(([, name = '']) => name);
        if (guards.length !== (HYDRATION.test(id) ? 1 : 3))
          this.error('Svelte guards hydration and its modes in another way than this plugin knows');
        const set = new RegExp(`^\\t(${guards.join('|')}) = \\w+;$`, 'gm');
        return {
          code: code.replace(DECLARED, 'export const $1 = false;').replace(set, ''),
          map: null,
        };
      },
    },
  };
}
