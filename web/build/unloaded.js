/** Puts the words of public/unloaded.js into the pages, in every language: when nothing loads, they are there. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const PLACE = '<!-- unloaded -->';

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param {string} file */
function spoken(file) {
  const m = JSON.parse(readFileSync(file, 'utf8'));
  const [title, text, again] = [m.unloaded_title, m.unloaded_text, m.unloaded_again].map(escaped);
  const button = `<button class="button main" type="button">${again}</button>`;
  return `<div class="unloaded stack" lang="${basename(file, '.json')}" role="alert"><h1>${title}</h1><p>${text}</p><div>${button}</div></div>`;
}

/** @returns {import('vite').Plugin} */
export function unloaded() {
  const folder = join(import.meta.dirname, '../messages');
  return {
    name: 'unloaded',
    transformIndexHtml(html) {
      if (!html.includes(PLACE)) throw new Error(`a page has no ${PLACE}`);
      const files = readdirSync(folder).map((name) => join(folder, name));
      return html.replace(
        PLACE,
        `<template id="unloaded">${files.map(spoken).join('')}</template>`,
      );
    },
  };
}
