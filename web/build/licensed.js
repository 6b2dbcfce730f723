/**
 * Fails the build when a package comes into the app that bundled.json does not name: then its licence would be
 * missing from what is shipped.
 */
import { readFileSync } from 'node:fs';

const BUNDLED = new URL('./bundled.json', import.meta.url);
const PACKAGE = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

/** @returns {import('vite').Plugin} */
export function licensed() {
  const known = new Set(JSON.parse(readFileSync(BUNDLED, 'utf8')));
  return {
    name: 'licensed',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        for (const id of file.type === 'chunk' ? file.moduleIds : []) {
          const name = PACKAGE.exec(id)?.[1]?.replaceAll('\\', '/');
          if (!name || known.has(name)) continue;
          throw new Error(
            `${name} is in the app now: name it in web/build/bundled.json, and run packaging/licences`,
          );
        }
      }
    },
  };
}
