/**
 * Makes the scripts of public/ small. They are read where nothing else is, so they stay in the language of
 * 2009: the minifier's one word of a later one, the quote, is put back.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minifySync } from 'vite';

/** @param {string} name @param {string} source */
export function small(name, source) {
  const { code } = minifySync(name, source, { compress: false, mangle: true });
  return code.replace(/`([^`'\\$]*)`/g, "'$1'");
}

/** @returns {import('vite').Plugin} */
export function plainScripts() {
  let [from, dist] = ['', ''];
  return {
    name: 'plain-scripts',
    apply: 'build',
    configResolved: ({ root, publicDir, build }) =>
      void ([from, dist] = [publicDir, join(root, build.outDir)]),
    // Before build/embeddable.js describes what is there.
    closeBundle() {
      for (const name of readdirSync(from).filter((file) => file.endsWith('.js')))
        writeFileSync(join(dist, name), small(name, readFileSync(join(from, name), 'utf8')));
    },
  };
}
