import { expect, test, type Page } from '@playwright/test';
import { answer, signUp, synced } from './patient.ts';

/** From now on this device keeps nothing more, for the reason that a browser would give. */
async function storageFails(page: Page, name: string): Promise<void> {
  await page.evaluate((reason) => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: [unknown]) {
      if (document.documentElement.dataset['works']) return put.apply(this, given);
      throw new DOMException('no', reason);
    };
  }, name);
}

const storageWorks = (page: Page) =>
  page.evaluate(() => {
    document.documentElement.dataset['works'] = 'yes';
  });

function endIsSeen(element: Element): boolean {
  const { left, bottom } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + 2, bottom - 2));
}

const forms: [string, (page: Page) => Promise<void>][] = [
  ['/', (page) => answer(page, 'How low do you feel?', 4)],
  ['/treatments/new', (page) => page.getByLabel('Dose', { exact: true }).fill('0.5')],
  ['/events/new', (page) => page.getByLabel('What happened').fill('Moved house')],
  ['/questionnaires/phq_9/total', (page) => page.getByLabel('Total of the PHQ-9').fill('9')],
  [
    '/settings/measures/new',
    (page) => page.getByLabel('Question', { exact: true }).fill('How heavy?'),
  ],
];

/** Kept under an id that it has from the start: saved twice it is one record whatever the form does. */
const plan: (typeof forms)[number] = [
  '/safety-plan/edit',
  (page) => page.getByLabel('How I notice that it is getting hard').fill('I sleep by day'),
];

const records = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('afterglow');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction('records').objectStore('records').count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

for (const [path, fill] of forms) {
  test(`tapped twice, ${path} makes one record`, async ({ page }) => {
    await signUp(page);
    await page.goto(path);
    await fill(page);
    const save = page.getByRole('button', { name: 'Save' });
    await save.evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
      button.form?.requestSubmit();
    });
    await expect(save).toHaveCount(0);
    await synced(page);
    expect(await records(page)).toBe(1);
  });
}

for (const [path, fill] of [...forms, plan]) {
  test(`where there is no room, ${path} says so at the button, and keeps what was typed`, async ({
    page,
  }) => {
    await signUp(page);
    await page.goto(path);
    await synced(page);
    await fill(page);
    await storageFails(page, 'QuotaExceededError');
    await page.getByRole('button', { name: 'Save' }).click();
    const fault = page.getByRole('alert').filter({ hasText: 'no room left on this device' });
    await expect(fault).toBeInViewport();
    // Its last line, too, and not under the bar below.
    await expect.poll(() => fault.evaluate(endIsSeen)).toBe(true);
    await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
    await expect(page.getByText('Synced')).toHaveCount(0);
    await storageWorks(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    await expect(page.getByText('Not saved', { exact: true })).toHaveCount(0);
    await synced(page);
    expect(await records(page)).toBe(1);
  });
}

test('other failures are said as well: a browser that refuses, and one that nobody knows', async ({
  page,
}) => {
  await signUp(page);
  for (const [reason, words] of [
    ['UnknownError', 'This browser lets the app keep nothing'],
    ['Whatever', 'This did not work.'],
  ] as const) {
    await page.goto('/events/new');
    await page.getByLabel('What happened').fill('Moved house');
    await storageFails(page, reason);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeInViewport();
    await expect(page.getByLabel('What happened')).toHaveValue('Moved house');
  }
});

test('deleting that does not work says so, and nothing is gone', async ({ page }) => {
  await signUp(page);
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('Moved house');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Moved house' }).click();
  await synced(page);
  await storageFails(page, 'UnknownError');
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this event?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('alert')).toContainText('lets the app keep nothing');
  await storageWorks(page);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
});

test('what is missing in a folded section is opened, focused and said in the language of the app', async ({
  page,
}) => {
  await signUp(page);
  await page.evaluate(() => localStorage.setItem('locale', 'de'));
  await page.goto('/treatments/new');
  const folded = page.getByText('Blutdruck');
  await folded.click();
  await page.getByLabel('Oberer Wert, systolisch').first().fill('120');
  await folded.click();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Unterer Wert, diastolisch').first()).toBeFocused();
  await expect(page.getByText('Das fehlt noch.').first()).toBeVisible();
  await page.getByLabel('Unterer Wert, diastolisch').first().fill('500');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'ganze Zahl von 30 bis 300' }),
  ).toBeVisible();

  await page.goto('/events/new');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Was geschehen ist')).toBeFocused();
  await expect(page.getByText('Das fehlt noch.').first()).toBeVisible();
});

test('a check-in is confirmed as saved here, then as waiting or arrived, never both', async ({
  page,
  context,
}) => {
  await signUp(page);
  await synced(page);
  await context.setOffline(true);
  await answer(page, 'How low do you feel?', 4);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('as soon as there is a network')).toBeVisible();
  await expect(page.getByText('Synced')).toHaveCount(0);
  await context.setOffline(false);
  await synced(page);
  await expect(page.getByText('on this device and in your journal')).toBeVisible();
  await expect(page.getByText('as soon as there is a network')).toHaveCount(0);
});

/** Writes a record into the device's database as a fault of the past could have left it. */
const keepAsItIs = (page: Page, id: string, kind: string, body: object) =>
  page.evaluate(
    ([id, kind, body]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('afterglow');
        opening.onsuccess = () => {
          const writing = opening.result.transaction('records', 'readwrite');
          writing.objectStore('records').put({ id, kind, revision: 0, day: '2026-03-10', body });
          writing.oncomplete = () => resolve();
        };
      }),
    [id, kind, body] as const,
  );

test('a stored value that cannot be read never blanks a page', async ({ page }) => {
  await signUp(page);
  await page.goto('/');
  await synced(page);
  // Of the shape that every entry has: nothing sets it aside before the page meets it.
  await keepAsItIs(page, '01957d00-0000-7000-8000-000000000001', 'treatment', {
    date: '2026-03-10',
    medicine: 'ketamine',
  });
  await page.goto('/treatments');
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible();
  await page.getByRole('link', { name: 'Settings and export' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('a stored day that is none can be corrected', async ({ page }) => {
  await signUp(page);
  await page.goto('/');
  await synced(page);
  await keepAsItIs(page, '01957d00-0000-7000-8000-000000000002', 'event', {
    at: '0NaN-NaN-NaNTNaN:NaN:00+00:00',
    category: 'life',
    title: 'Moved house',
  });
  await page.goto('/events/01957d00-0000-7000-8000-000000000002');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Day: Please give a day.')).toBeVisible();
  await page.getByLabel('Day', { exact: true }).fill('2026-03-10');
  await page.getByLabel('Time', { exact: true }).fill('08:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: '10 March 2026' })).toBeVisible();
});
