import { expect, test, type Page } from '@playwright/test';
import { answer, signUp, synced } from './patient.ts';

/** Makes a question of one's own with this range. */
async function ownQuestion(page: Page, question: string, from: string, to: string) {
  await page.goto('/settings/measures/new');
  await page.getByLabel('Question', { exact: true }).fill(question);
  await page.getByLabel('From').fill(from);
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Your questions' })).toBeVisible();
}

const legs = 'How heavy are my legs?';

/** Scores it on a day, as the cell of a strip or as a number. */
async function score(page: Page, day: string, value: number) {
  await page.goto(`/check-in?day=${day}`);
  const group = page.locator('.question', { hasText: legs });
  await expect(group).toBeVisible();
  const number = group.getByRole('textbox');
  if (await number.isVisible()) await number.fill(String(value));
  else await answer(page, legs, value);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
}

const openQuestion = async (page: Page) => {
  await page.goto('/settings/measures');
  await page.getByRole('link', { name: legs }).first().click();
  await expect(page.getByRole('heading', { name: 'Edit your question' })).toBeVisible();
};

const scoresOf = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('afterglow');
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(new Error('no database'));
    });
    const rows = await new Promise<{ kind: string; body: { scores: Record<string, number> } }[]>(
      (resolve) => {
        const all = database.transaction('records').objectStore('records').getAll();
        all.onsuccess = () => resolve(all.result);
      },
    );
    database.close();
    return rows
      .filter(({ kind }) => kind === 'check_in')
      .flatMap(({ body }) => Object.values(body.scores));
  });

test('a number is typed over another, and nothing is rewritten under the fingers', async ({
  page,
}) => {
  await signUp(page);
  await ownQuestion(page, legs, '40', '140');
  await page.goto('/');
  const group = page.locator('.question', { hasText: legs });
  const number = group.getByRole('textbox');
  await number.fill('72');
  await number.press('ControlOrMeta+A');
  await number.press('9');
  await expect(number).toHaveValue('9');
  await expect(group).not.toContainText('Please enter');
  await number.press('5');
  await expect(number).toHaveValue('95');
  await number.press('Backspace');
  await expect(number).toHaveValue('9');
  await number.blur();
  await expect(group).toContainText('Please enter a whole number from 40 to 140.');

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(number).toBeFocused();
  await expect(number).toHaveValue('9');
  expect(await scoresOf(page)).toEqual([]);
  await number.press('5');
  await group.getByRole('button', { name: 'One more' }).click();
  await expect(number).toHaveValue('96');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  expect(await scoresOf(page)).toEqual([96]);
});

for (const locale of ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'es-MX']) {
  test(`half a milligram is half a milligram with a comma and with a point, ${locale}`, async ({
    browser,
    page: english,
  }) => {
    await signUp(english);
    const storageState = await english.context().storageState({ indexedDB: true });
    const context = await browser.newContext({ storageState, locale });
    const page = await context.newPage();
    for (const [typed, kept] of [
      ['0,5', 0.5],
      ['0.25', 0.25],
      ['1000', 1000],
    ] as const) {
      await page.goto('/treatments/new');
      // It starts with the dose of the last time.
      const dose = page.locator('input[inputmode=decimal]');
      await dose.fill('');
      await dose.pressSequentially(typed);
      await page.locator('button[type=submit]').click();
      await expect(page).toHaveURL(/\/treatments$/);
      expect(await doses(page)).toContain(kept);
    }
    // A thousand for some, and one for others.
    await page.goto('/treatments/new');
    const dose = page.locator('input[inputmode=decimal]');
    await dose.fill(locale.startsWith('en') || locale === 'es-MX' ? '1,000' : '1.000');
    await page.locator('button[type=submit]').click();
    await expect(dose).toBeFocused();
    await expect(page.locator('form')).toContainText(/1000/);
    expect(await doses(page)).toHaveLength(3);
    await context.close();
  });
}

const doses = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('afterglow');
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(new Error('no database'));
    });
    const rows = await new Promise<{ kind: string; body: { dose?: { amount: number } } }[]>(
      (resolve) => {
        const all = database.transaction('records').objectStore('records').getAll();
        all.onsuccess = () => resolve(all.result);
      },
    );
    database.close();
    return rows.filter(({ kind }) => kind === 'treatment').map(({ body }) => body.dose?.amount);
  });

test('a text that is too long is kept as it is, said to be, and not saved until it fits', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/events/new');
  const title = page.getByLabel('What happened');
  await title.fill('x'.repeat(85));
  await expect(page.getByText('15 characters left')).toBeVisible();
  await title.fill('x'.repeat(103));
  await expect(page.getByText('3 characters too many: 100 fit.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(title).toBeFocused();
  await expect(title).toHaveValue('x'.repeat(103));
  // A hundred characters are a hundred waves, which are two hundred units of UTF-16.
  await title.fill('🌊'.repeat(100));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: '🌊'.repeat(100) })).toBeVisible();
  await synced(page);
  // Blanks alone are no title.
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('   ');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Please write something here.').first()).toBeVisible();
});

test('every limit of a form is the one of the server: what just fits is taken', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/treatments/new');
  await page.getByRole('group', { name: 'Medicine' }).getByRole('radio', { name: 'Other' }).check();
  await page.getByLabel('Name of the medicine').fill('🌊'.repeat(100));
  await page.getByLabel('Dose', { exact: true }).fill('10000');
  await page.getByText('Setting and intention').click();
  await page.getByLabel('Duration in minutes').fill('0');
  await page.getByLabel('Setting', { exact: true }).fill('y'.repeat(100));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await synced(page);
});

test('a question with scores can be hidden, not removed; without, it can be removed', async ({
  page,
}) => {
  await signUp(page);
  await ownQuestion(page, legs, '0', '10');
  await score(page, '2026-03-10', 7);
  await page.goto('/settings/measures');
  await page.getByRole('button', { name: `Hide ${legs}` }).click();
  await expect(page.getByText('1 score belongs to it, so it cannot be removed.')).toBeVisible();
  await expect(page.getByRole('button', { name: `Delete ${legs}` })).toHaveCount(0);

  await page.goto('/day/2026-03-10');
  await page.getByRole('list').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.goto('/settings/measures');
  await page.getByRole('button', { name: `Delete ${legs}` }).click();
  await expect(page.getByText(legs)).toHaveCount(0);
  await synced(page);
});

test('a scale that has scores is changed only after what becomes of them was chosen', async ({
  page,
}) => {
  await signUp(page);
  await ownQuestion(page, legs, '0', '10');
  await score(page, '2026-03-10', 7);
  await score(page, '2026-03-11', 2);

  // Wider: asked, and left as they are.
  await openQuestion(page);
  await page.getByLabel('To', { exact: true }).fill('100');
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'There are 2 earlier scores' });
  await expect(dialog).toContainText('0 to 10, higher is worse');
  await expect(dialog).toContainText('7 becomes 70');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await scoresOf(page)).sort()).toEqual([2, 7]);
  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Leave them as they are' }).click();
  await expect(page.getByRole('heading', { name: 'Your questions' })).toBeVisible();
  await expect(page.getByText('0 to 100')).toBeVisible();
  expect((await scoresOf(page)).sort()).toEqual([2, 7]);

  // Narrower than they are: they cannot stay.
  await openQuestion(page);
  await page.getByLabel('To', { exact: true }).fill('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('do not all fit on the new scale');
  await expect(dialog.getByRole('button', { name: 'Leave them as they are' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // Turned, and converted: what was bad stays bad.
  await page.getByLabel('To', { exact: true }).fill('10');
  await page.getByRole('radio', { name: 'better' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('7 becomes 9');
  await dialog.getByRole('button', { name: 'Convert to the new scale' }).click();
  await expect(page.getByRole('heading', { name: 'Your questions' })).toBeVisible();
  expect((await scoresOf(page)).sort()).toEqual([10, 9]);
  await synced(page);
  // It is asked in its old place, and the earlier one can be removed.
  await expect(page.getByText('0 to 10', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: `Delete ${legs}` }).click();
  await synced(page);
});

test('a question that is only worded anew is not asked about', async ({ page }) => {
  await signUp(page);
  await ownQuestion(page, legs, '0', '10');
  await score(page, '2026-03-10', 7);
  await openQuestion(page);
  await page.getByLabel('Question', { exact: true }).fill('How light are my legs?');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('How light are my legs?').first()).toBeVisible();
  expect(await scoresOf(page)).toEqual([7]);
});
