import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { embeddable } from './build/embeddable.js';
import { fileList } from './build/file_list.js';

/** Drawn on two pages only, neither of which is the first one opened. */
const CHARTS = /src[\\/]parts[\\/](charts|relief_text)/;

/** Parts that no check-in needs. */
const LATER_PARTS =
  /parts[\\/](Choices|Confirm|CrisisCard|Dialog|FormFault|MeasureChoice|PasswordField|RecoveryCode|condition_text|side_effects|theme)\b|(data[\\/](links|visit)|domain[\\/]share)\.ts/;

const neededAtOnce = (id: string) =>
  /src[\\/](parts|data|domain|locale|messages)|paraglide[\\/](runtime|registry)/.test(id) &&
  !CHARTS.test(id) &&
  !LATER_PARTS.test(id);

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './paraglide',
      // One module for each language, so that only the one in use is fetched (src/messages.ts).
      outputStructure: 'locale-modules',
    }),
    svelte(),
    fileList(),
    embeddable(),
  ],
  build: {
    target: 'es2022',
    rolldownOptions: {
      input: { app: 'index.html', visitor: 's.html', sw: 'src/service_worker.ts' },
      output: {
        // The service worker's address never changes: the browser compares its content.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // A handful of files instead of one for every shared component and sentence.
        codeSplitting: {
          groups: [
            { name: 'svelte', test: /node_modules[\\/](?!uqr)/, priority: 3 },
            { name: 'shared', test: neededAtOnce, priority: 2 },
            { name: 'charts', test: CHARTS },
            { name: 'rooms', test: LATER_PARTS },
          ],
        },
      },
    },
    // Nothing may be inlined as a data: URL where the policy does not allow it (fonts, scripts).
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env['AFTERGLOW_URL'] ?? 'http://127.0.0.1:8080' } },
});
