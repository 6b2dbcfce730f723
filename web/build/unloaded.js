/**
 * Puts into the pages what public/unloaded.js says, in every language: when nothing loads or starts, it is
 * there. Without scripts at all nobody can choose a language: then all of them stand below each other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OLDEST } from './browsers.js';

const PLACE = '<!-- unloaded -->';

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** @typedef {Record<string, any>} Sentences one language of messages/, escaped */

/** @param {string} tag @param {string} title @param {string[]} texts @param {string[]} buttons */
const block = (tag, title, texts, buttons) =>
  `<div class="unloaded stack" lang="${tag}" role="alert"><h1>${title}</h1>` +
  texts.map((text) => `<p>${text}</p>`).join('') +
  (buttons.length > 0 ? `<div>${buttons.join(' ')}</div><p role="status"></p>` : '') +
  '</div>';

/** @param {Sentences} m */
const again = (m) => `<button class="button main" type="button">${m.unloaded_again}</button>`;

/** @param {Sentences} m a passcode is asked for with its words */
const pdf = (m) =>
  `<button class="button" type="button" data-passcode="${m.shared_passcode_title}"` +
  ` data-ended="${m.shared_not_active_title}" data-away="${m.shared_no_answer}">${m.shared_pdf}</button>`;

/** @param {Sentences} m */
const needed = (m) =>
  Object.entries(OLDEST).reduce(
    (text, [name, version]) => text.replace(`{${name}}`, String(version)),
    m.unstarted_text,
  );

/** The languages, with their sentences as they stand in HTML. @returns {[string, Sentences][]} */
function languages() {
  const folder = join(import.meta.dirname, '../messages');
  return readdirSync(folder).map((name) => {
    const said = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const texts = Object.entries(said).filter(([, text]) => typeof text === 'string');
    const html = texts.map(([key, text]) => [key, escaped(text)]);
    return [basename(name, '.json'), Object.fromEntries(html)];
  });
}

/** @param {boolean} visitor whether it is the page behind a link */
function words(visitor) {
  /** @param {(m: Sentences, tag: string) => string} each */
  const all = (each) =>
    languages()
      .map(([tag, m]) => each(m, tag))
      .join('');
  const unloaded = all((m, tag) => block(tag, m.unloaded_title, [m.unloaded_text], [again(m)]));
  const unstarted = all((m, tag) => {
    const [text, buttons] = visitor
      ? [m.unstarted_visitor, [again(m), pdf(m)]]
      : [m.unstarted_kept, [again(m)]];
    return block(tag, m.unstarted_title, [needed(m), text], buttons);
  });
  const scriptless = all((m, tag) =>
    block(tag, 'Afterglow', [visitor ? m.scriptless_visitor : m.scriptless], []),
  );
  return (
    `<template id="unloaded">${unloaded}</template>` +
    `<template id="unstarted">${unstarted}</template>` +
    `<noscript>${scriptless}</noscript>`
  );
}

/** @returns {import('vite').Plugin} */
export function unloaded() {
  return {
    name: 'unloaded',
    transformIndexHtml(html, { path }) {
      if (!html.includes(PLACE)) throw new Error(`a page has no ${PLACE}`);
      return html.replace(PLACE, words(path === '/s.html'));
    },
  };
}
