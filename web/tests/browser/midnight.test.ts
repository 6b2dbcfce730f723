import { expect, test, type Page } from '@playwright/test';
import { answer, newName, signUp, synced } from './patient.ts';

type Step = (page: Page) => Promise<void>;

/** Each form: how something is typed into it, that it holds that, and that it holds nothing. */
const FORMS: [path: string, type: Step, holds: Step, isEmpty: Step][] = [
  [
    '/',
    (page) => answer(page, 'How low do you feel?', 4),
    (page) => expect(page.getByText('1 of 8 answered')).toBeVisible(),
    (page) => expect(page.getByText('0 of 8 answered')).toBeVisible(),
  ],
  [
    '/treatments/new',
    // Not the dose: a new treatment begins with that of the last one.
    async (page) => {
      await page.getByText('Setting and intention').click();
      await page.getByLabel('Intention before').fill('Rest.');
    },
    (page) => expect(page.getByLabel('Intention before')).toHaveValue('Rest.'),
    (page) => expect(page.getByLabel('Intention before')).toHaveValue(''),
  ],
  [
    '/events/new',
    (page) => page.getByLabel('What happened').fill('Moved house'),
    (page) => expect(page.getByLabel('What happened')).toHaveValue('Moved house'),
    (page) => expect(page.getByLabel('What happened')).toHaveValue(''),
  ],
  [
    '/questionnaires/phq_9/total',
    (page) => page.getByLabel('Total of the PHQ-9').fill('9'),
    (page) => expect(page.getByLabel('Total of the PHQ-9')).toHaveValue('9'),
    (page) => expect(page.getByLabel('Total of the PHQ-9')).toHaveValue(''),
  ],
];

/** The bodies of what is kept on this device. */
const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ at?: string; date?: string }[]>((resolve, reject) => {
        const opening = indexedDB.open('afterglow');
        opening.onerror = () => reject(new Error('not opened'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('records').objectStore('records').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve((all.result as { body: object }[]).map(({ body }) => body));
          };
        };
      }),
  );

/** 22:50 of a day in the device's zone, written without an offset. */
const EVENING = '2026-11-20T22:50:00';

/** A journal on a device whose clock shows the evening, and then goes as the test says. */
async function inTheEvening(page: Page): Promise<void> {
  await page.clock.install({ time: new Date() });
  await signUp(page, newName());
  await synced(page);
  const evening = await page.evaluate((text) => new Date(text).getTime(), EVENING);
  await page.clock.setSystemTime(evening);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
}

const laterBy = async (page: Page, minutes: number) => {
  const now = await page.evaluate(() => Date.now());
  await page.clock.setSystemTime(now + minutes * 60_000);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
};

for (const [path, type, holds, isEmpty] of FORMS) {
  test(`${path} left open for half an hour asks of when it is, and keeps the instant it was begun`, async ({
    page,
  }) => {
    await inTheEvening(page);
    await page.goto(path);
    await type(page);
    await laterBy(page, 29);
    await holds(page);
    await laterBy(page, 2);
    await expect(page.getByText('You began this at 22:50. It is not saved yet.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    // An event has a day alone: only the next one tells then from now.
    await laterBy(page, 60);
    await expect(page.getByText('You began this at 22:50, yesterday.')).toBeVisible();
    await page.getByRole('button', { name: 'Keep its time' }).first().click();
    await holds(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    const [body] = await kept(page);
    expect(body?.at?.slice(0, 16) ?? body?.date).toBe(
      path === '/events/new' ? '2026-11-20' : '2026-11-20T22:50',
    );
  });

  test(`${path} begun yesterday in another tab is of now, or is discarded, as the patient says`, async ({
    page,
  }) => {
    await inTheEvening(page);
    await page.goto(path);
    await type(page);
    await laterBy(page, 10 * 60);
    await expect(page.getByText('You began this at 22:50, yesterday.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('You began this at 22:50, yesterday.')).toBeVisible();
    await page.getByRole('button', { name: 'Set its time to now' }).click();
    await holds(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    const [body] = await kept(page);
    expect(body?.at?.slice(0, 15) ?? body?.date).toBe(
      path === '/events/new' ? '2026-11-21' : '2026-11-21T08:5',
    );

    await page.goto(path);
    await type(page);
    await laterBy(page, 31);
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    await isEmpty(page);
  });
}

test('left open over midnight, the check-in goes to the new day and keeps last night’s answer apart', async ({
  page,
}) => {
  await inTheEvening(page);
  await page.goto('/');
  await expect(page.getByText('20 November')).toBeVisible();
  await answer(page, 'How low do you feel?', 4);
  await laterBy(page, 75);
  await expect(page.getByText('21 November')).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('0 of 8 answered')).toBeVisible();
  await page.getByText('Another time or day').click();
  await expect(page.getByLabel('Day', { exact: true })).toHaveValue('2026-11-21');
  await answer(page, 'How low do you feel?', 6);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  const [body, ...others] = await kept(page);
  expect([body?.at?.slice(0, 10), others]).toEqual(['2026-11-21', []]);
});

test('saved in the minute after midnight, last night’s answer is asked about first', async ({
  page,
}) => {
  await inTheEvening(page);
  await page.goto('/');
  await answer(page, 'How low do you feel?', 4);
  // The page has not looked at the clock since.
  const now = await page.evaluate(() => Date.now());
  await page.clock.setSystemTime(now + 71 * 60_000);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You began this at 22:50, yesterday.')).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test('a draft keeps the time that was meant, and the head of the form says it', async ({
  page,
}) => {
  await inTheEvening(page);
  await page.goto('/');
  await answer(page, 'How low do you feel?', 4);
  await page.getByText('Another time or day').click();
  await page.getByLabel('Time', { exact: true }).fill('08:00');
  await expect(page.getByRole('heading', { name: 'How was it?' })).toBeVisible();
  await expect(page.getByText('Today, 8:00')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Today, 8:00')).toBeVisible();
  await laterBy(page, 10 * 60);
  await page.getByRole('button', { name: 'Keep its time: yesterday, 8:00' }).click();
  await expect(page.getByText('Yesterday, 8:00')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  const [body] = await kept(page);
  expect(body?.at?.slice(0, 16)).toBe('2026-11-20T08:00');
});

test('an edit that was begun long ago is gone on with, or discarded', async ({ page }) => {
  await inTheEvening(page);
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('Moved house');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Moved house' }).click();
  await page.getByLabel('Note', { exact: true }).fill('Rain.');
  await laterBy(page, 40);
  await expect(page.getByText('You began this at 22:50.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'as of now' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect(page.getByLabel('Note', { exact: true })).toHaveValue('Rain.');
});
