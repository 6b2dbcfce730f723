import js from '@eslint/js';
import * as espree from 'espree';
import compat from 'eslint-plugin-compat';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { BROWSERS } from './build/browsers.js';
import { knownStatics } from './build/known_statics.js';
import svelteConfig from './svelte.config.js';

/** Imports run one way: pages → parts → domain and pages → data → domain. */
const floor = (folder, forbidden) => ({
  files: [`src/${folder}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [{ regex: forbidden, message: `src/${folder} must not reach up or across.` }],
      },
    ],
  },
});

export default ts.config(
  { ignores: ['node_modules', 'dist', 'paraglide', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      // TypeScript knows the names better.
      'no-undef': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The content security policy refuses style attributes.
      'svelte/no-inline-styles': ['error', { allowTransitions: false }],
      'svelte/no-at-html-tags': 'error',
      // Maps and URLs are built, then kept as they are (`$state.raw`); none is changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      // This app has its own small router, not SvelteKit's.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // What every browser must know (docs/engines.md). Methods of the language are held by `lib` in
    // tsconfig.json, but for `at`, which comes with the types of Node; CSS by build/known_css.js.
    files: ['src/**'],
    plugins: { compat, known: { rules: { statics: knownStatics } } },
    settings: { browsers: BROWSERS, lintAllEsApis: true },
    rules: {
      'compat/compat': 'error',
      'known/statics': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="at"]',
          message: 'Chrome 88 has no .at(): use last of #domain/last.ts.',
        },
        {
          selector: 'AwaitExpression:not(:function AwaitExpression)',
          message: 'Chrome 88 knows no await outside of a function.',
        },
        {
          selector: 'StaticBlock, BinaryExpression[left.type="PrivateIdentifier"]',
          message: 'Chrome 88 does not know this of classes.',
        },
      ],
    },
  },
  {
    // They say what to do where nothing else runs, in any browser.
    files: ['public/**'],
    languageOptions: { parser: espree, ecmaVersion: 5, sourceType: 'script' },
    rules: { '@typescript-eslint/no-unused-vars': 'off' },
  },
  floor('domain', '^(svelte|idb|#messages|#locale|#parts/|#data/)|/(parts|data|pages)/'),
  floor('data', '^(#messages|#parts/)|/(parts|pages)/'),
  floor('parts', '^(idb|#data/)|/(data|pages)/'),
  floor('pages', '^idb|\\.\\./\\.\\./\\.\\.'),
);
