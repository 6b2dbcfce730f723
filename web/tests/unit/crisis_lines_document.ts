/** docs/crisis-lines.md as it should read: every row of the list, for those who call them. */
import { EMERGENCY, LINES, LINES_OF, SOURCES, type Line } from '#domain/help/lines.ts';

const names = new Intl.DisplayNames('en', { type: 'region' });
const country = (code: string) => `${code} ${names.of(code)}`;
const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
const day = (checked: string | null) => checked ?? 'not yet';

function hours({ hours }: Line): string {
  if (hours === null) return 'not known';
  return typeof hours === 'string' ? hours.replaceAll('_', ' ') : `${hours.from}–${hours.to}`;
}

function details({ word, press, press_languages: only, note, kind }: Line): string {
  const said = [
    kind === 'text' && (word ? `text ${word}` : 'text'),
    press && `press ${press}${only ? ` (${only.join(', ')})` : ''}`,
    note === 'mobile' && 'from mobile phones; not dialled by a tap',
    note === 'deaf' && 'emergency services, for people who are deaf or hard of hearing',
  ];
  return said.filter(Boolean).join('; ');
}

export function crisisLinesDocument(): string {
  const lines = Object.entries(LINES).flatMap(([code, all]) =>
    all.map((line) =>
      row([
        country(code),
        line.shown,
        line.name ?? '',
        details(line),
        hours(line),
        line.languages.join(', '),
        line.source,
        day(line.checked),
      ]),
    ),
  );
  const emergency = EMERGENCY.map(({ numbers, countries, source, checked }) =>
    row([numbers.join(', '), countries, source, day(checked)]),
  );
  return `# Crisis lines and emergency numbers

For whoever prepares a release: which numbers must be called, and who has called them.

What the help card names, from \`web/src/domain/help/lines.json\`. A test writes this file
(\`npx vitest run help --update\` in \`web/\`) and fails where the two differ.

**Before a release a person calls, or asks the provider of, every row whose last column says "not yet"**:
does the number answer in this country, at these hours, in these languages, free of charge, from a
mobile phone? Only then \`checked\` becomes that day. A number that cannot be confirmed is taken out. Hours that
are "not known" are asked for; until then the card says none, and has the emergency number beside.

Sources:

${Object.entries(SOURCES)
  .map(([key, text]) => `* \`${key}\`: ${text}.`)
  .join('\n')}

Left out because nobody could confirm them: Belgium 108 (German), 106 and 107 (which language answers which);
Luxembourg's hours; Colombia 192 and 106; Côte d’Ivoire 143; Argentina 135 (Buenos Aires alone, not at night);
Portugal 1411; Germany 113 (announced for the end of 2026: look again at every release); chats, whose
addresses no source names; lines of the countries that have none below.

## Lines to talk to

${row(['country', 'number', 'name', 'how', 'hours', 'languages', 'source', 'checked'])}
${row(Array(8).fill('---') as string[])}
${lines.join('\n')}

Territories with the lines of another country: ${[...LINES_OF].map(([code, of]) => `${country(code)} (${of})`).join(', ')}.

## Emergency numbers

The first one is the button of the card. Everywhere else the card has 112, asks for the country, and says that
112 works in many countries.

${row(['numbers', 'countries', 'source', 'checked'])}
${row(Array(4).fill('---') as string[])}
${emergency.join('\n')}
`;
}
