import AxeBuilder from '@axe-core/playwright';
import { expect, sampleZip, test, thinZip } from './fixtures.ts';
import { written } from './written.ts';

test.use({ serviceWorkers: 'allow' });

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE' });

  test('the first picture, a study, its export and the settings are German, and pass axe', async ({
    page,
  }) => {
    const passes = async () =>
      expect((await new AxeBuilder({ page }).withTags(WCAG).analyze()).violations).toEqual([]);
    await page.goto('/?model=tiny');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByText('Forschungssoftware, kein Medizinprodukt.')).toBeVisible();
    await expect(
      page.getByRole('heading', { name: 'Schädel-CT-Studien hier ablegen' }),
    ).toBeVisible();
    await expect(page.getByText('Research software')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /ms je Schicht/ })).toBeVisible();
    await passes();

    await page.getByTestId('file-input').setInputFiles([sampleZip('epidural')]);
    const row = page.getByTestId('row');
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(/Mit Hinweis|Kein Hinweis/, { timeout: 90_000 });
    await row.getByTestId('row-main').click();
    await expect(page.getByTestId('slice-number')).toBeVisible();
    const findings = page.getByRole('complementary', { name: 'Ergebnisse' });
    await expect(findings).toContainText(
      /wahrscheinlich|möglicherweise|Kein Hinweis am gewählten/i,
    );
    await expect(findings).not.toContainText(/No flag|Probable|Possible/);
    await passes();
    // German words are longer: the tools still take one line, and the filters stay within the list.
    const tools = page.getByRole('toolbar', { name: 'Bild' });
    const filters = page.getByRole('group', { name: 'Anzeigen' });
    await filters.evaluate((group) => {
      for (const count of group.querySelectorAll('label span span')) count.textContent = '128';
    });
    const right = (label: Element) => label.getBoundingClientRect().right;
    for (const width of [1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const edge = await page.getByRole('region', { name: 'Arbeitsliste' }).evaluate(right);
      for (const each of await filters.locator('label').all()) {
        expect(await each.evaluate(right), `${width} px`).toBeLessThan(edge);
      }
      const tops = await filters
        .locator('label')
        .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().top));
      expect(new Set(tops).size, `lines of filters at ${width} px`).toBe(1);
      if (width === 1280) continue;
      const height = () => tools.evaluate((bar) => bar.getBoundingClientRect().height);
      await expect.poll(height, { message: `${width} px` }).toBeLessThan(50);
    }
    await page.screenshot({ path: test.info().outputPath('german-1920.png') });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.screenshot({ path: test.info().outputPath('german-1440.png') });

    await page.getByRole('button', { name: 'Diese Studie exportieren' }).click();
    const menu = page.getByRole('dialog', { name: /exportieren/ });
    await expect(menu.getByText('nichts wird gesendet')).toBeVisible();
    await passes();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Einstellungen' }).click();
    const settings = page.getByRole('dialog', { name: 'Einstellungen' });
    await expect(settings.getByLabel('Sprache')).toHaveValue('browser');
    await passes();
  });

  test('a verdict, its types, how blinded readings agree and the order of the list are said in German', async ({
    page,
  }) => {
    await page.goto('/?model=tiny');
    await page.getByTestId('file-input').setInputFiles([thinZip('subdural')]);
    const row = page.getByTestId('row');
    await expect(row).toContainText(/Mit Hinweis|Kein Hinweis/, { timeout: 90_000 });
    await page.getByRole('button', { name: 'Alter, Geschl.' }).click();
    await expect(page.getByText('Sortiert nach')).toContainText('Sortiert nach: Alter');

    await page.getByRole('button', { name: 'Einstellungen' }).click();
    const blind = page.getByRole('checkbox', { name: /^Verblindet befunden/ });
    await blind.click();
    // What it takes is fetched first, and closes what is open by then.
    await expect(blind).toBeChecked();
    await page.keyboard.press('Escape');
    await row.getByTestId('row-main').click();
    await expect(page.getByTestId('slice-number')).toBeVisible();
    await page.keyboard.press('x');
    await page.keyboard.press('.');
    await page.keyboard.press('Shift+P');
    await expect(page.getByTestId('row-verdict')).toHaveText('Befunder: Blutung: IPH');
    await expect(page.getByTestId('verdict-signed')).toHaveText(/^zuerst: keine.*; endgültig \d/);
    const type = page.getByRole('button', { name: /intraparenchymatös/ });
    await expect(type).toHaveAttribute('title', 'intraparenchymatös (Umschalt+P)');
    // A tool leaves the focus to the image, whose keys measure.
    await page.getByRole('button', { name: 'Messen', exact: true }).click();
    await page.getByRole('toolbar', { name: 'Messwerkzeuge' }).getByText('Winkel').click();
    await expect(page.getByRole('region', { name: 'Geöffnete Studie' })).toBeFocused();

    await page.getByRole('button', { name: 'Triage-Leitstand' }).click();
    await page.locator('dialog label', { hasText: 'Verblindetes Befunden' }).click();
    const table = page.getByTestId('agreement').getByRole('table');
    await expect(table.first().getByRole('columnheader')).toHaveText([
      'mit Hinweis',
      'kein Hinweis',
    ]);
    await expect(table.last().getByRole('columnheader')).toHaveText(['Blutung', 'keine']);
  });

  test('English is a choice that stays', async ({ page }) => {
    await page.goto('/?model=tiny');
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByLabel('Sprache').selectOption('en');
    // The dialog stands, and the focus with it.
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await expect(settings.getByLabel('Language')).toBeFocused();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.keyboard.press('Escape');
    await expect(settings).toBeHidden();
    await expect(page.getByText('Research software, not a medical device.')).toBeVisible();
    await written(page);
    await page.reload();
    await expect(page.getByText('Research software, not a medical device.')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});

test('an English browser fetches no German', async ({ app, page }) => {
  const scripts: string[] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) scripts.push(await response.text().catch(() => ''));
  });
  await app.open();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(scripts.some((text) => text.includes('not a medical device'))).toBe(true);
  expect(scripts.some((text) => text.includes('kein Medizinprodukt'))).toBe(false);
});
