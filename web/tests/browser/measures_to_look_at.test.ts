import { expect, test } from '@playwright/test';
import { programOf } from './api.ts';
import { answer, signUp, synced } from './patient.ts';

test('a measure that is no longer asked can still be looked at and shared', async ({ page }) => {
  await signUp(page);
  await answer(page, 'How low do you feel?', 7);
  await answer(page, 'How hopeless does the future look?', 6);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);
  await page.goto('/settings/measures');
  await page.getByRole('button', { name: /^Hide\s*Hopelessness/ }).click();
  await synced(page);
  for (const path of ['/timeline', '/relief']) {
    await page.goto(path);
    const group = page.locator('optgroup[label="Not asked"]');
    await expect(group.getByRole('option', { includeHidden: true })).toHaveText(['Hopelessness']);
    await page.getByLabel('Question', { exact: true }).selectOption('Hopelessness');
    await expect(page).toHaveURL(/measure=hopelessness/);
    await page.reload();
    await expect(page.getByLabel('Question', { exact: true })).toHaveValue('hopelessness');
  }
  await page.goto('/share/new');
  await expect(page.getByLabel('Hopelessness', { exact: true })).toBeVisible();
});

test('a range below zero is written in full beside its axis', async ({
  page,
  request,
  browser,
}) => {
  const name = await signUp(page);
  const program = await programOf(request, name);
  const own = { question: 'Calm', min: -50, max: 5, polarity: 'higher_is_better' };
  await program('put', '/measures/calm', own);
  for (const [id, value] of [
    [1, -5],
    [2, 4],
  ] as const)
    await program('put', `/check-ins/019cd800-0000-7000-8000-00000000000${id}`, {
      at: `2026-03-0${id}T20:00:00+01:00`,
      scores: { calm: value },
    });
  const share = await program<{ url: string }>('post', '/shares', {
    label: 'Dr Weber',
    measures: ['calm'],
  });
  await page.goto('/');
  await synced(page);
  await page.goto('/timeline?measure=calm&range=all');
  await expect(page.locator('figure svg text').first()).toBeVisible();
  const seen = await page.locator('figure svg text').evaluateAll((texts) =>
    texts.map((text) => ({
      text: text.textContent,
      clipped:
        text.getBoundingClientRect().left <
        (text.closest('svg')?.getBoundingClientRect().left ?? 0) - 0.5,
    })),
  );
  expect(seen.map(({ text }) => text)).toContain('−50');
  expect(seen.filter(({ clipped }) => clipped)).toEqual([]);
  const clinic = await browser.newPage();
  await clinic.goto(share.url);
  // A chart is drawn as it comes near.
  await clinic.getByRole('figure', { name: 'Calm' }).scrollIntoViewIfNeeded();
  const axis = clinic.locator('svg text').filter({ hasText: '−50' });
  await expect(axis.filter({ visible: true }).first()).toBeVisible();
});
