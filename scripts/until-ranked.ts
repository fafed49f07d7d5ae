import type { Page } from 'playwright-core';

/** Until the list has so many studies, and each of them its state. */
export async function untilRanked(page: Page, studies: number, timeout: number): Promise<void> {
  const last = page.getByTestId('row').nth(studies - 1);
  await last.waitFor({ timeout });
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('[data-testid=state]')].every(
        (state) => !/Queued|Reading|Analyzing/.test(state.textContent ?? ''),
      ),
    undefined,
    { timeout },
  );
}
