import { readFile } from 'node:fs/promises';
import { AppError } from '#base';
import { type CtIch, isThere, readCtIch } from '#datasets';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { baselineRows, measureSet } from './compare/baseline-rows.ts';
import { COMPARE_USAGE, parseCompareOptions } from './compare/options.ts';
import { packageRow, trainedPackages } from './compare/package-rows.ts';
import { comparisonPlot } from './compare/plot.ts';
import type { CompareRow } from './compare/row.ts';
import { comparisonTable, withTable } from './compare/table.ts';
import { outputFile } from './output-file.ts';

/** The abroad set must not share a patient with home: its figures would be of what was learned. */
function refuseShared(home: CtIch, abroad: CtIch): void {
  const patients = new Set(home.slices.map(({ patient }) => patient));
  const shared = abroad.slices.find(({ patient }) => patients.has(patient));
  if (shared !== undefined) {
    throw new AppError('bad-dataset', `Patient ${shared.patient} is in both sets.`);
  }
}

/** The set to measure on, which no clone of the repository has: whoever lacks it is told so. */
async function homeSet(folder: string): Promise<CtIch> {
  if (!(await isThere(folder))) {
    throw new AppError(
      'bad-dataset',
      `${folder}: there is no such folder. The labeled scans are not part of the repository (docs/accuracy.md says whose they are); name their folder by --home.`,
    );
  }
  return readCtIch(folder);
}

/** The page to write into, tried before the work. */
async function pageOf(path: string) {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('unwritable', `${path}: there is no such page`, { cause });
  });
  if (withTable(text, '') === null) {
    throw new AppError('unwritable', `${path}: has no <!-- compare: begin --> and end marks`);
  }
  return { text, page: await outputFile(path), plot: await outputFile(path.replace(/md$/, 'svg')) };
}

async function compare({ args, signal, progress, print }: Shell): Promise<ExitStatus> {
  const options = parseCompareOptions(args);
  const page = options.write === null ? null : await pageOf(options.write);
  const home = await homeSet(options.home);
  const abroad = options.abroad === null ? null : await readCtIch(options.abroad);
  if (abroad !== null) refuseShared(home, abroad);
  const bootstrap = { rounds: options.rounds, seed: options.seed };
  const hooks = (what: string) => ({
    bootstrap,
    signal,
    onSlice: (done: number, total: number) => progress.bar(what, done, total),
  });
  try {
    const packages: CompareRow[] = [];
    for (const models of options.models) {
      for (const folder of await trainedPackages(models)) {
        packages.push(await packageRow(folder, abroad, hooks(folder)));
      }
    }
    const measured = await measureSet(home, hooks('home'));
    const foreign = abroad === null ? null : await measureSet(abroad, hooks('abroad'));
    const rows = [...(await baselineRows(measured, foreign, hooks('baselines'))), ...packages];
    print(options.json ? JSON.stringify({ rows }, null, 2) : comparisonTable(rows));
    await page?.page.write(withTable(page.text, comparisonTable(rows)) ?? page.text);
    await page?.plot.write(comparisonPlot(rows));
  } finally {
    await page?.page.close();
    await page?.plot.close();
  }
  return EXIT.done;
}

await runCommand({ usage: COMPARE_USAGE, staysInRepository: true, run: compare });
