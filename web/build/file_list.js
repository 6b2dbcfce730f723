/** Tells the service worker which files make up this build. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORKER = 'sw.js';

/** The system keeps its own copy of pictures; the other is for the page behind a link. */
const LEFT_OUT = /\.png$|^way_out\.js$/;

/** The page behind a link is no part of the installed app. */
const VISITORS = /^(s\.html|assets\/visitor-)/;

/** @returns {import('vite').Plugin} */
export function fileList() {
  let publicDir = '';
  return {
    name: 'file-list',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => void (publicDir = config.publicDir),
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== 'chunk') throw new Error('the service worker is missing from the build');
      const hash = createHash('sha256');
      const files = [];
      for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (name === WORKER || VISITORS.test(name)) continue;
        files.push(`/${name}`);
        hash.update(file.type === 'chunk' ? file.code : file.source);
      }
      for (const name of readdirSync(publicDir).sort()) {
        if (LEFT_OUT.test(name)) continue;
        files.push(`/${name}`);
        hash.update(readFileSync(join(publicDir, name)));
      }
      hash.update(worker.code);
      const version = hash.digest('base64url').slice(0, 12);
      worker.code = `const FILES=${JSON.stringify(files)},VERSION=${JSON.stringify(version)};${worker.code}`;
    },
  };
}
