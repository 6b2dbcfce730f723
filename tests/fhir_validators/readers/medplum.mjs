/**
 * Medplum, which clinics build their systems with: its validation by the specification's own definitions, and what a
 * page made with it would show. Reads cases from a file, writes verdicts.
 *
 * A viewer goes by the specification, and not by what was meant: a range without a type is the normal one, and what has
 * no display is shown as a code. These are the faults that our own bundles once had.
 */
import { readFileSync } from 'node:fs';
import { formatCodeableConcept, formatObservationValue, matchesRange, validateResource } from './known.mjs';

/** What a viewer says of a resource that its reader would take amiss. */
function* misread(resource) {
  const { resourceType, referenceRange = [], valueQuantity, component = [] } = resource;
  const normal = referenceRange.some(
    ({ type, ...range }) =>
      !type && (range.low || range.high) && matchesRange(valueQuantity?.value, range),
  );
  if (normal) yield `${valueQuantity.value} is shown as normal`;
  for (const coding of codings(resource)) {
    if (!coding.display) yield `the code ${coding.code} of ${coding.system} is shown without words`;
  }
  if (resourceType === 'Observation') {
    const shown = formatObservationValue(resource);
    if (!shown) yield 'no value is shown';
    if (/[{}[\]]/.test(unitsOf([resource, ...component]).join())) yield `a unit is for programs alone: ${shown}`;
    if (!formatCodeableConcept(resource.code)) yield 'nothing says what was observed';
    const isPressure = component.length > 0;
    if (isPressure && resource.effectiveDateTime?.length === 10) yield 'a blood pressure is at no time of its day';
  }
  if (resourceType === 'MedicationStatement' && resource.dosage?.some(({ text }) => !text)) {
    yield 'a dosage is shown as nothing';
  }
  if (resourceType === 'Bundle') yield* unresolved(resource);
}

const unitsOf = (parts) => parts.map(({ valueQuantity }) => valueQuantity?.unit ?? '');

function* codings(value) {
  if (Array.isArray(value)) for (const one of value) yield* codings(one);
  else if (value !== null && typeof value === 'object') {
    for (const [name, inside] of Object.entries(value)) {
      // What is in an entry is a case of its own.
      if (name === 'coding') yield* inside;
      else if (name !== 'resource') yield* codings(inside);
    }
  }
}

/** The questionnaires that responses name and that are not there. */
function* unresolved({ entry = [] }) {
  const resources = entry.map(({ resource }) => resource ?? {});
  const there = new Set(resources.map(({ url }) => url));
  for (const { questionnaire } of resources) {
    if (questionnaire && !there.has(questionnaire)) yield `${questionnaire} is nowhere`;
  }
}

/** Why a resource is refused or misread; null when it is not. */
function complaint(resource) {
  try {
    validateResource(resource);
    return [...misread(resource)][0] ?? null;
  } catch (error) {
    const issues = error.outcome?.issue?.map(({ details, expression }) => `${details?.text} ${expression ?? ''}`);
    return issues?.join('; ') ?? `${error}`;
  }
}

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(JSON.stringify(cases.map(({ resource }) => complaint(resource))));
