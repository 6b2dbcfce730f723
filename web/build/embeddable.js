/**
 * Makes a build ready to be embedded: each file's brotli twin beside it, and `assets.tsv`,
 * which tells the server (through build.rs) how to serve it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.svg', '.webmanifest']);

/** @param {Buffer} content */
const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });

/** @param {string} dist @param {string} file one row: path, content type, etag, immutable, brotli */
function describe(dist, file) {
  const path = '/' + relative(dist, file).split(sep).join('/');
  const type = CONTENT_TYPES[extname(file)];
  if (!type) throw new Error(`${path}: no content type known for it (build/embeddable.js)`);
  const content = readFileSync(file);
  const etag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const compressed = COMPRESSIBLE.has(extname(file)) ? brotli(content) : undefined;
  const worthIt = compressed !== undefined && compressed.length < content.length;
  if (worthIt) writeFileSync(`${file}.br`, compressed);
  // Vite puts a content hash into the names under /assets, and nowhere else.
  return [path, type, etag, path.startsWith('/assets/'), worthIt].join('\t');
}

/** @param {string} dist */
export function describeAll(dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith('.br') && !file.endsWith('assets.tsv'));
  const rows = files.map((file) => describe(dist, file)).sort();
  writeFileSync(join(dist, 'assets.tsv'), rows.join('\n') + '\n');
}

/** @returns {import('vite').Plugin} */
export function embeddable() {
  let dist = 'dist';
  return {
    name: 'embeddable',
    apply: 'build',
    configResolved: (config) => void (dist = join(config.root, config.build.outDir)),
    closeBundle: () => describeAll(dist),
  };
}
