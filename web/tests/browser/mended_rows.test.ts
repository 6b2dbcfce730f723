/** A row of this device that is none: everything else is sent and shown, and it is said. */
import { expect, test } from '@playwright/test';
import { programOf } from './api.ts';
import { checkIn, signUp, synced } from './patient.ts';

test('an entry that cannot be read on this device keeps nothing else from being sent or shown', async ({
  page,
  request,
}) => {
  const name = await signUp(page);
  await synced(page);
  await page.route('**/api/v1/changes', (route) => route.abort());
  await checkIn(page, 6);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('afterglow');
        opening.onsuccess = () => {
          const writing = opening.result.transaction(['records', 'outbox'], 'readwrite');
          const id = '019cd800-0000-7000-8000-000000000001';
          const day = new Date().toISOString().slice(0, 10);
          writing.objectStore('outbox').put({ id, kind: 'check_in', note: 'rain on the lake' });
          writing.objectStore('records').put({ id, kind: 'check_in', day, body: null });
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          writing.onerror = () => reject(new Error('not written'));
        };
      }),
  );
  await page.unroute('**/api/v1/changes');
  await page.goto('/timeline');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Timeline');
  await page.goto('/');
  const program = await programOf(request, name);
  const sent = () => program<{ changes: unknown[] }>('get', '/changes?since=0');
  await expect.poll(async () => (await sent()).changes.length, { timeout: 20_000 }).toBe(1);
  await expect(page.getByText('1 check-in today')).toBeVisible();
  await page.getByRole('link', { name: '1 entry to look at' }).click();
  await expect(
    page.getByRole('heading', { name: 'An entry cannot be read on this device' }),
  ).toBeVisible();
  await expect(page.getByText('rain on the lake')).toBeVisible();
  await page.getByRole('button', { name: 'Remove from this device' }).click();
  await expect(page.getByText('Everything is settled.')).toBeVisible();
  await synced(page);
});
