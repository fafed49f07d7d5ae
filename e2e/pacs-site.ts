import { fileURLToPath } from 'node:url';
import { pacsAt } from '#dicomweb';
import { ctFile } from '../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../scripts/fake-pacs/quirks.ts';
import { type Server, serve } from '../scripts/serve.ts';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { type AppPage, expect, QUICK } from './fixtures.ts';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** The built app with a PACS behind it, as `npm start -- --dicomweb` serves it. */
export interface PacsSite {
  readonly url: string;
  readonly fake: FakePacs;
  close(): Promise<void>;
}

/** How the server is started. */
export interface SiteOptions {
  readonly store?: boolean;
  readonly always?: boolean;
  readonly sr?: 'comprehensive' | '3d';
  readonly pollSeconds?: number;
  readonly settleSeconds?: number;
  readonly quirks?: Quirks;
}

/** Serves the app with a PACS that has these files. */
export async function startSite(
  files: readonly Uint8Array[],
  { store = false, quirks = {}, ...more }: SiteOptions = {},
): Promise<PacsSite> {
  const fake = await startFakePacs(files, quirks);
  const dicomweb = { pacs: pacsAt(fake.url), store, ...more };
  const server: Server = await serve({ root: DIST, dicomweb });
  return {
    url: server.url,
    fake,
    close: async () => {
      await server.close();
      await fake.close();
    },
  };
}

/** The present day as DICOM writes it. */
export function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
}

/** Slices of a head CT of today, enough to be analyzed. */
export const head = (study: number, slices = 12, from = 0): readonly Uint8Array[] =>
  Array.from({ length: slices }, (_, index) =>
    headSlice(study, from + index, index > 4 && index < 8, {
      StudyDate: today(),
      StudyTime: `${String(6 + (study % 12)).padStart(2, '0')}${String((study * 7) % 60).padStart(2, '0')}00`,
      StudyDescription: 'CT head without contrast',
      PatientName: `SYNTHETIC^Patient ${study}`,
      AccessionNumber: `A${1000 + study}`,
    }),
  );

/** Something that is no CT. */
export const knee = (study: number): Uint8Array => ctFile({ study, modality: 'MR', date: today() });

/** Opens the app there, with the tiny model and a known engine. */
export async function openSite({ page }: AppPage, { url }: PacsSite): Promise<void> {
  await page.goto(`${url}${QUICK}`);
  await expect(page.getByRole('button', { name: /ms a slice/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'PACS' })).toBeVisible();
}
