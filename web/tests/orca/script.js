/**
 * Reads a file of expectations. A line at the margin is what is done; the indented lines below it are what
 * must be heard in answer, in this order:
 *
 *   # what this is about
 *   open /sign-up                    a page of the server, by the browser's address field
 *   press Tab Return                 keys, by the names that xdotool knows
 *   press Tab until Continue         a key, again and again, until these words are heard
 *   type some words                  letter by letter
 *   do a month of treatments         one of the acts in acts.js
 *     Create a journal               must be heard
 *     firefox: required              must be heard in that browser
 *     never: invalid entry           must not be heard in answer to this
 *
 * `{name}` stands for a fact that an act or the caller has given.
 */

/**
 * @typedef {object} Expectation
 * @property {string} words
 * @property {boolean} never
 * @property {string | undefined} browser of which alone it is expected
 *
 * @typedef {object} Step
 * @property {'open' | 'press' | 'type' | 'do'} verb
 * @property {string} rest
 * @property {number} line where it stands, from 1
 * @property {Expectation[]} heard
 */

const VERBS = ['open', 'press', 'type', 'do'];

/** @param {string} text of a line, without the space around it @returns {Expectation} */
function expectation(text) {
  const [, browser, never, words] = /^(?:(firefox|chromium): )?(never: )?(.+)$/.exec(text) ?? [];
  return { words: words ?? '', never: never !== undefined, browser };
}

/** @param {string} text of a file @returns {Step[]} */
export function parse(text) {
  /** @type {Step[]} */
  const steps = [];
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const before = steps.at(-1);
    if (/^\s/.test(line)) {
      if (!before) throw new Error(`line ${index + 1} is heard before anything is done`);
      before.heard.push(expectation(trimmed));
      continue;
    }
    const [verb = '', ...words] = trimmed.split(' ');
    if (!VERBS.includes(verb)) throw new Error(`line ${index + 1}: ${verb} is none of ${VERBS}`);
    const known = /** @type {Step['verb']} */ (verb);
    steps.push({ verb: known, rest: words.join(' '), line: index + 1, heard: [] });
  }
  return steps;
}
