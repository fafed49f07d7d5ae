import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { type AppPage, expect } from './fixtures.ts';

const JANE = {
  PatientID: 'MRN-4711',
  IssuerOfPatientID: 'MERCY',
  PatientName: 'Doe^Jane',
  PatientBirthDate: '19500102',
  PatientSex: 'F',
};

interface Given {
  readonly study: number;
  readonly slices?: number;
  /** HU in the middle of its brain. */
  readonly hu: number;
  readonly more?: Readonly<Record<string, string>>;
}

/** A study whose pixels say which it is. */
export function aStudy({ study, slices = 20, hu, more = {} }: Given): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ich-prior-'));
  return Array.from({ length: slices }, (_, index) => {
    const pixels = Array.from({ length: 96 * 96 }, (_, at) => {
      const [x, y] = [(at % 96) - 47.5, Math.floor(at / 96) - 47.5];
      const radius = Math.hypot(x, y);
      if (Math.abs(x) < 14 && Math.abs(y) < 14) return 1024 + hu;
      const grain = Math.floor(((at * 7 + index) % 23) / 5) - 2;
      return radius < 34 ? 1024 + 32 + grain : radius < 40 ? 1924 : 24;
    });
    const path = join(folder, `${study}-${index}.dcm`);
    writeFileSync(path, headSlice(study, index, false, { ...JANE, ...more, PixelData: pixels }));
    return path;
  });
}

/** The gray in the middle of a picture; null where none is drawn. */
export const gray = ({ page }: AppPage, host: string) =>
  page.evaluate((selector) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
    const context = canvas?.getContext('2d');
    if (canvas == null || context == null) return null;
    const [x, y] = [Math.floor(canvas.width / 2) + 6, Math.floor(canvas.height / 2) + 6];
    const [value = 0, , , alpha = 0] = context.getImageData(x, y, 1, 1).data;
    return alpha > 0 ? value : null;
  }, host);
export const PRESENT = '[data-testid=viewport-host]';
export const PRIOR = '[data-testid=prior-pane]';
export const near = (hu: number) => (value: number | null) =>
  value !== null && Math.abs(value - (hu / 80) * 255) < 14;

/** Gives them one after the other, so that numbers are in the order of arrival. */
export async function giveInTurn(
  app: AppPage,
  studies: readonly (readonly string[])[],
): Promise<void> {
  await app.open();
  for (const [at, files] of studies.entries()) {
    await app.give(files);
    await app.allDone(at + 1);
  }
}

export const rowOf = (app: AppPage, number: number) => app.rows.filter({ hasText: `#${number}` });
export async function openRow(app: AppPage, number: number): Promise<void> {
  await rowOf(app, number).getByTestId('row-main').click();
  await expect(app.page.getByTestId('letter-top').first()).toBeVisible();
}
