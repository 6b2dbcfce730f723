// Writes calendar_words.tsv: the words that dates and times are written with, in every language of CLDR.
//
//   npm pack cldr-dates-full@48.2.0 && tar xzf cldr-dates-full-48.2.0.tgz
//   node from_cldr.mjs package > calendar_words.tsv
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = process.argv[2];
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const plain = (word) =>
  word.normalize('NFC').toLowerCase().replaceAll(/[\u200e\u200f\u061c]/g, '').replace(/\.+$/, '').trim();
const months = (format, width) =>
  Array.from({ length: 12 }, (_, at) => plain(format[width][String(at + 1)])).join('|');

const lines = new Map();
for (const locale of readdirSync(join(source, 'main'))) {
  const file = join(source, 'main', locale, 'ca-gregorian.json');
  const calendar = JSON.parse(readFileSync(file, 'utf8')).main[locale].dates.calendars.gregorian;
  const { format } = calendar.months;
  const days = calendar.days.format.wide;
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => plain(days[day])).join('|');
  const half = (name) =>
    [...new Set(['abbreviated', 'wide'].map((width) => plain(calendar.dayPeriods.format[width][name])))].join('|');
  const line = [months(format, 'wide'), months(format, 'abbreviated'), weekdays, half('am'), half('pm')].join('\t');
  // Languages that CLDR has no months for have the root's, which are figures.
  if (!line.startsWith('m01|') && !lines.has(line)) lines.set(line, locale);
}
console.log(`# Months (wide, abbreviated), weekdays from Monday, and halves of the day as they stand in dates (the forms that`);
console.log(`# CLDR calls "format"), by from_cldr.mjs from cldr-dates-full ${version}. Copyright 2004-2026 Unicode, Inc.;`);
console.log(`# Unicode License v3, https://www.unicode.org/license.txt`);
for (const [line, locale] of lines) console.log(`${locale}\t${line}`);
