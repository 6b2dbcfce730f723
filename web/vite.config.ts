import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { embeddable } from './build/embeddable.js';
import { fileList } from './build/file_list.js';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './paraglide',
      strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
    }),
    svelte(),
    fileList(),
    embeddable(),
  ],
  build: {
    target: 'es2022',
    // The clinician's page becomes a second entry here, beside `app`.
    rolldownOptions: {
      input: { app: 'index.html', sw: 'src/service_worker.ts' },
      output: {
        // The service worker's address never changes: the browser compares its content.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // A handful of files instead of one for every shared component and sentence.
        codeSplitting: {
          groups: [
            { name: 'shared', test: /src[\\/](parts|data|domain)|node_modules/ },
            { name: 'shared', test: /paraglide/, minShareCount: 2 },
            { name: 'charts', test: /src[\\/]parts[\\/]charts/ },
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
