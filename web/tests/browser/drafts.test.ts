import { expect, test, type Page } from '@playwright/test';
import { answer, checkIn, signUp } from './patient.ts';

const EARLIER = 'You began this earlier. It is not saved yet.';

/** Closes the tab without a word, and opens the address in another. */
async function inAnotherTab(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await other.goto(page.url());
  return other;
}

test('a treatment begun and not saved survives a closed tab, and is one record when saved', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/treatments/new');
  await page.getByLabel('Dose', { exact: true }).fill('0.75');
  await page.getByRole('radio', { name: 'mg/kg' }).check();
  await page.getByText('Experience and side effects').click();
  await page.getByLabel('Experience, and what stayed with you').fill('A wide, quiet sea.');
  await page.getByLabel('Nausea').selectOption('mild');
  await page.getByLabel('Another side effect').fill('Cold hands');
  await page.getByLabel('Nausea').focus();

  const later = await inAnotherTab(page);
  await expect(later.getByText(EARLIER)).toBeVisible();
  await expect(later.getByLabel('Dose', { exact: true })).toHaveValue('0.75');
  await expect(later.getByLabel('Experience, and what stayed with you')).toHaveValue(
    'A wide, quiet sea.',
  );
  await expect(later.getByLabel('Cold hands')).toHaveValue('1');
  await later.getByRole('button', { name: 'Save' }).click();
  await expect(later.getByText('Ketamine, Infusion (IV), 0.75 mg/kg')).toHaveCount(1);

  await later.goto('/treatments/new');
  await expect(later.getByRole('button', { name: 'Save' })).toBeVisible();
  await expect(later.getByText(EARLIER)).toHaveCount(0);
});

test('an edit begun and not saved survives too, and can be given up', async ({ page }) => {
  await signUp(page);
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('First session with Dr Weber');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'First session with Dr Weber' }).click();
  await page.getByLabel('Note', { exact: true }).fill('We spoke of the sea.');

  const later = await inAnotherTab(page);
  await expect(later.getByLabel('Note', { exact: true })).toHaveValue('We spoke of the sea.');
  await later.getByRole('button', { name: 'Discard and start over' }).click();
  await expect(later.getByLabel('Note', { exact: true })).toHaveValue('');
  await expect(later.getByLabel('What happened')).toHaveValue('First session with Dr Weber');
  await later.reload();
  await expect(later.getByLabel('What happened')).toHaveValue('First session with Dr Weber');
  await expect(later.getByText(EARLIER)).toHaveCount(0);

  // Cancelling gives it up as well.
  await later.getByLabel('Note', { exact: true }).fill('Not this either.');
  await later.getByRole('link', { name: 'Cancel' }).click();
  await expect(later.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await later.goBack();
  await expect(later.getByLabel('Note', { exact: true })).toHaveValue('');
});

test('what was begun about one day is not shown on another', async ({ page }) => {
  await signUp(page);
  await page.goto('/check-in?day=2026-03-10');
  await answer(page, 'How low do you feel?', 4);

  const later = await inAnotherTab(page);
  await expect(later.getByText('1 of 8 answered')).toBeVisible();
  await later.goto('/');
  await expect(later.getByText('0 of 8 answered')).toBeVisible();
  await checkIn(later, 6);
  await later.goto('/check-in?day=2026-03-10');
  await expect(later.getByText('1 of 8 answered')).toBeVisible();
  await later.getByRole('button', { name: 'Save' }).click();
  await expect(later.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await later.goto('/check-in?day=2026-03-10');
  await expect(later.getByText('0 of 8 answered')).toBeVisible();
});
