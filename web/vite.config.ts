import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { BUILD_TARGET } from './build/browsers.js';
import { embeddable } from './build/embeddable.js';
import { fileList } from './build/file_list.js';
import { licensed } from './build/licensed.js';
import { plainScripts } from './build/plain_scripts.js';
import { plainSvelte } from './build/plain_svelte.js';
import { unloaded } from './build/unloaded.js';
import { partsOf } from './build/parts.js';

/** The service worker stands alone, and the page behind a link needs little of what the app does. */
const NO_ENTRY = /^(?!.*([\\/](main|visitor|service_worker)\.ts|\.html)$)/;

const FIRST_PAGES = /(CheckIn|Welcome)Page-/;

const OTHER_PAGES = /src[\\/]pages[\\/](?!welcome[\\/])/;
const NOT_JOURNAL =
  /src[\\/]pages[\\/](welcome[\\/]|(help|notices|said)[\\/]|relief[\\/]GuidePage)/;

const { sentences, isIn } = partsOf({
  first: {
    from: '/src/main.ts',
    with: ['today'],
    ways: ['help', 'door', 'welcome', 'journal', 'guide', 'notices', 'said'],
  },
  help: { from: '/src/pages/help/CrisisCard.svelte', after: ['first', 'today'] },
  door: { from: '/src/pages/welcome/WelcomePage.svelte', after: ['first', 'today'] },
  welcome: { from: '/src/main.ts', later: true, without: OTHER_PAGES, after: ['first', 'today'] },
  // It asks questions by their words, not by their names.
  today: { from: '/src/pages/check_in/CheckInPage.svelte', lacks: /^measure_\w+_name$/ },
  journal: { from: '/src/main.ts', later: true, without: NOT_JOURNAL, after: ['first', 'today'] },
  guide: { from: '/src/pages/relief/GuidePage.svelte', after: ['first', 'today', 'journal'] },
  said: { from: '/src/pages/said/said.ts', after: ['first', 'today'] },
  notices: { from: '/src/pages/notices/Notices.svelte', after: ['first', 'today'] },
  visitor: { from: '/src/visitor.ts', later: true },
});

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './paraglide',
      // One module for each language, so that only the one in use is fetched (src/messages.ts).
      outputStructure: 'locale-modules',
    }),
    sentences,
    svelte(),
    plainSvelte(),
    unloaded(),
    licensed(),
    fileList(),
    plainScripts(),
    embeddable(),
  ],
  build: {
    // Of ES2022 the oldest browsers know what is used here: to write their class fields in another way
    // would cost 1 kB of the first load. The lint refuses the rest of it.
    target: 'es2022',
    cssTarget: BUILD_TARGET,
    rolldownOptions: {
      input: { app: 'index.html', visitor: 's.html', sw: 'src/service_worker.ts' },
      output: {
        // The service worker’s address never changes: the browser compares its content. Seven characters of a hash, as 42
        // bits, are enough to tell versions apart, and the first visit loads the names of all files.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash:7].js'),
        // What several pages share is not called by the names of them all.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash:7].js`,
        assetFileNames: ({ names }) => `assets/${names[0]?.split(/[.~]/)[0]}-[hash:7][extname]`,
        // A handful of files instead of one for every shared component and sentence.
        codeSplitting: {
          groups: [
            { name: 'svelte', test: /node_modules/, tags: ['$initial'], priority: 3 },
            { name: 'first', test: NO_ENTRY, tags: ['$initial'], priority: 2 },
            // Every sentence with a plural needs the one, and the first page of every visit the other.
            {
              name: 'first',
              test: /(paraglide[\\/]registry\.js|src[\\/]parts[\\/]heading\.ts)$/,
              priority: 2,
            },
            { name: 'today', test: isIn('today'), priority: 1 },
            { name: 'door', test: isIn('door'), priority: 1 },
            // Sent right after a change of the account: no page's parts come with it.
            {
              name: 'account',
              test: /src[\\/](data[\\/]account_change|domain[\\/](account|merging))\./,
              priority: 1,
            },
            // On the help card, which is behind every page: no other page's parts come with it.
            {
              name: 'plan',
              test: /src[\\/](domain|parts)[\\/](safety_plan|PlanParts)/,
              priority: 1,
            },
            {
              name: 'call',
              test: /src[\\/](data[\\/]safety_plan|parts[\\/]PlanPeople)/,
              priority: 1,
            },
            {
              name: 'rooms',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 60_000,
            },
          ],
        },
      },
    },
    // Nothing may be inlined as a data: URL where the policy does not allow it (fonts, scripts).
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What each page needs beside itself is a long list, which the first load would carry: only the
      // pages of a first visit fetch everything at once.
      resolveDependencies: (file, needed, { hostType }) =>
        hostType === 'html' || FIRST_PAGES.test(file)
          ? needed
          : needed.filter((path) => path.endsWith('.css')),
    },
  },
  server: {
    proxy: {
      '/api': {
        target: process.env['AFTERGLOW_URL'] ?? 'http://127.0.0.1:8080',
        // The server refuses to renew a session for a page of another origin than its own.
        changeOrigin: false,
      },
    },
  },
});
