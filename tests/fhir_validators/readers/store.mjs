/**
 * Stores a transaction on a FHIR server, twice and again after something was added, and looks at what is there: Medplum's
 * router with its store in memory, which is what answers on the wire in its server.
 *
 * Usage: store.mjs TRANSACTION.json LATER.json, the second of the same journal with one entry more.
 */
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { validateResource } from './known.mjs';

const { FhirRouter, MemoryRepository, makeSimpleRequest } = await import('@medplum/fhir-router');
const [first, later] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));

const repository = new MemoryRepository();
const router = new FhirRouter();

async function stored(bundle) {
  const request = makeSimpleRequest('POST', '/', structuredClone(bundle));
  const [outcome, response] = await router.handleRequest(request, repository);
  assert.equal(response?.type, 'transaction-response', JSON.stringify(outcome));
  return response.entry.map(({ response: { status } }) => status);
}

const types = [...new Set(first.entry.map(({ resource }) => resource.resourceType))];

async function everything() {
  const found = await Promise.all(
    types.map((resourceType) => repository.searchResources({ resourceType, count: 10_000 })),
  );
  return found.flat();
}

const countOf = (resources, type) => resources.filter(({ resourceType }) => resourceType === type).length;

/** Every reference, however deep. */
function* references(value) {
  if (value === null || typeof value !== 'object') return;
  if (typeof value.reference === 'string') yield value.reference;
  for (const inside of Object.values(value)) yield* references(inside);
}

const said = await stored(first);
assert.deepEqual(new Set(said), new Set(['201']), 'everything is new to an empty server');
const there = await everything();
assert.equal(there.length, first.entry.length);
const known = new Set(there.map(({ resourceType, id }) => `${resourceType}/${id}`));
for (const resource of there) {
  validateResource(resource);
  for (const reference of references(resource)) {
    assert.ok(known.has(reference), `${reference} leads to nothing on the server`);
  }
}

const again = await stored(first);
const created = first.entry.filter((_, index) => again[index] === '201');
assert.deepEqual(created.map(({ resource }) => resource.resourceType), ['Provenance'], 'the same file adds nothing');

const more = await stored(later);
const added = later.entry.filter((_, index) => more[index] === '201').map(({ resource }) => resource.resourceType);
assert.deepEqual(added.sort(), ['Observation', 'Provenance'], 'what was written since is added, and nothing else');
const at_last = await everything();
for (const type of types.filter((type) => type !== 'Provenance')) {
  assert.equal(countOf(at_last, type), countOf(there, type) + (type === 'Observation' ? 1 : 0), type);
}
console.log(`fhir: a transaction of ${first.entry.length} entries is stored once, however often it is sent`);
