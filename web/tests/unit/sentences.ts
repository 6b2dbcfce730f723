/** The messages as their files have them, for tests of what each language says and how. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Variants {
  declarations: string[];
  /** The sentences, by what selects them: `count=1`, or `plural=one, lost=0`. */
  match: Record<string, string>;
}
export type Message = string | Variants[];
export type Messages = Record<string, Message>;

const web = join(import.meta.dirname, '../..');

/**
 * All that is said in a language: the sentences of the app, the words of the built-in measures, and those for
 * what the server says by a code.
 */
export function messagesOf(language: string): Messages {
  const folders = ['messages', 'measures/words', 'said/words'];
  const files = folders.map((folder) => `${folder}/${language}.json`);
  const messages = files.flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(join(web, file), 'utf8')) as Messages),
  );
  return Object.fromEntries(messages.filter(([key]) => key !== '$schema'));
}

/** Each sentence of a message, in all its forms. */
export const sentencesOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));

/** The names of what is filled in, as `count`. */
export const inputsOf = (message: Message): string[] => [
  ...new Set(sentencesOf(message).flatMap((one) => one.match(/(?<=\{)\w+(?=\})/g) ?? [])),
];

/** `[key, sentence]` of everything that is said in a language. */
export const everySentence = (language: string): [key: string, sentence: string][] =>
  Object.entries(messagesOf(language)).flatMap(([key, message]) =>
    sentencesOf(message).map((sentence): [string, string] => [key, sentence]),
  );
