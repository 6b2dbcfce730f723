/**
 * Writes src/domain/help/zones.json: the time zones of each country, with their earlier names.
 *
 *     npm pack cldr-bcp47@48.2.0 && tar xzf cldr-bcp47-48.2.0.tgz
 *     node build/zones.js package/bcp47/timezone.json > src/domain/help/zones.json
 *
 * CLDR's key of a zone begins with its country (`chzrh`), or names the country apart.
 */
import { readFileSync } from 'node:fs';

const [, , path] = process.argv;
if (!path) throw new Error('which timezone.json?');
const { tz } = JSON.parse(readFileSync(path, 'utf8')).keyword.u;

/** Keys of no country: UTC, offsets, and what is unknown. */
const NOWHERE = /^(utc|gmt|unk|_)/;
/** Old names of a whole zone, which several countries share. */
const SHARED = /^(CET|EET|MET|WET|EST|MST|HST|(EST5E|CST6C|MST7M|PST8P)DT)$/;
/** A base of Antarctica is reached by no public line of a country. */
const NO_COUNTRY = new Set(['AQ']);

/** @type {Record<string, string[]>} */
const zones = {};
for (const [key, { _alias: names, _region: region, _preferred: other }] of Object.entries(tz)) {
  if (NOWHERE.test(key) || !(names || other)) continue;
  const country = region ?? (tz[other]?._region || (other ?? key).slice(0, 2).toUpperCase());
  if (NO_COUNTRY.has(country) || !names) continue;
  (zones[country] ??= []).push(...names.split(' ').filter((name) => !SHARED.test(name)));
}
const lines = Object.keys(zones)
  .sort()
  .map((country) => `  "${country}": "${zones[country]?.sort().join(' ')}"`);
process.stdout.write(`{\n${lines.join(',\n')}\n}\n`);
