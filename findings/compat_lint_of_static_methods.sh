#!/usr/bin/env bash
# eslint-plugin-compat 7.0.1 (npm) with eslint 10.15.0, its data @mdn/browser-compat-data 6.1.5, Node 20.
#
# Guess: for a list of browsers the lint reports every function that one of them lacks, as far as the
# compatibility data that it brings along knows the function.
# Seen: constructors, plain functions and methods of instances are reported (structuredClone,
# crypto.randomUUID, navigator.locks); static methods are not, although the data has them, under a
# name that ends in "_static": AbortSignal.timeout, Promise.withResolvers, URL.canParse and
# Object.groupBy pass for Chrome 88, Firefox 80 and Safari 15.4, which have none of them. (The data says
# 124 of AbortSignal.timeout, whole since then.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >package.json <<'JSON'
{ "type": "module", "browserslist": ["chrome 88", "firefox 80", "safari 15.4"] }
JSON
npm install --silent --no-audit --no-fund eslint@10.15.0 eslint-plugin-compat@7.0.1 \
  @mdn/browser-compat-data@6.1.5

cat >eslint.config.js <<'JS'
import compat from 'eslint-plugin-compat';
export default [
  { files: ['page.js'], ...compat.configs['flat/recommended'], settings: { lintAllEsApis: true } },
];
JS
cat >page.js <<'JS'
export const kept = (form) => structuredClone(form);
export const named = () => crypto.randomUUID();
export const patient = () => AbortSignal.timeout(1000);
export const promised = () => Promise.withResolvers();
export const isAddress = (text) => URL.canParse(text);
export const byDay = (entries) => Object.groupBy(entries, (entry) => entry.day);
JS
cat >told.js <<'JS'
import { ESLint } from 'eslint';
import data from '@mdn/browser-compat-data' with { type: 'json' };

const since = ({ __compat }) => [__compat.support.chrome].flat()[0].version_added;
console.log('in the data: AbortSignal.timeout since Chrome', since(data.api.AbortSignal.timeout_static));
console.log('in the data: URL.canParse since Chrome', since(data.api.URL.canParse_static));
const { Promise: promise } = data.javascript.builtins;
console.log('in the data: Promise.withResolvers since Chrome', since(promise.withResolvers));
const [{ messages }] = await new ESLint().lintFiles('page.js');
for (const { line, message } of messages) console.log(`line ${line}: ${message}`);
JS
node --no-warnings told.js | tee seen
diff seen - <<'EXPECTED'
in the data: AbortSignal.timeout since Chrome 124
in the data: URL.canParse since Chrome 120
in the data: Promise.withResolvers since Chrome 119
line 1: structuredClone is not supported in Firefox 80, Chrome 88
line 2: Crypto.randomUUID() is not supported in Firefox 80, Chrome 88
EXPECTED
echo 'as stated: static methods that none of the browsers has are not reported'
