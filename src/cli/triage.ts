import { writeFile } from 'node:fs/promises';
import { AppError, isAbort, messageOf } from '#base';
import { rsnaSubmissionCsv, triageCsv } from '#report';
import { progressLine } from './progress.ts';
import { parseTriageOptions, USAGE } from './triage/options.ts';
import { runTriage } from './triage/run.ts';
import { triageText } from './triage/text.ts';

const NOTHING_ANALYSED = 2;
const FAILURE = 1;

async function main(): Promise<void> {
  // stdout is for the result alone; libraries that log are sent to stderr.
  console.log = console.error;
  console.info = console.error;
  const options = parseTriageOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const progress = progressLine(process.stderr);
  try {
    const { report, slices } = await runTriage(options, progress, abort.signal);
    progress.clear();
    if (options.csv !== null) await writeFile(options.csv, triageCsv(report));
    if (options.submission !== null) await writeFile(options.submission, rsnaSubmissionCsv(slices));
    const text = options.json ? JSON.stringify(report, null, 2) : triageText(report);
    process.stdout.write(`${text}\n`);
    if (slices.length === 0) process.exitCode = NOTHING_ANALYSED;
  } finally {
    progress.clear();
  }
}

main().catch((error: unknown) => {
  const code = error instanceof AppError ? ` (${error.code})` : '';
  process.stderr.write(isAbort(error) ? '\ncancelled\n' : `${messageOf(error)}${code}\n`);
  process.exitCode = FAILURE;
});
