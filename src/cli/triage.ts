import { countOf } from '#base';
import { missingPaths } from '#datasets';
import { rsnaSubmissionCsv, triageCsv } from '#report';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { type OutputFile, outputFile, writableFolder } from './output-file.ts';
import { writeResults } from './triage/dicom-out.ts';
import { parseTriageOptions, type TriageOptions, USAGE } from './triage/options.ts';
import { triagePacs } from './triage/pacs/command.ts';
import { runTriage, type TriageRun } from './triage/run.ts';
import { triageText } from './triage/text.ts';

async function triage(shell: Shell): Promise<ExitStatus> {
  const { args, signal, progress, print, say } = shell;
  const options = parseTriageOptions(args);
  const opened: OutputFile[] = [];
  const open = async (path: string | null): Promise<OutputFile | null> => {
    if (path === null) return null;
    const file = await outputFile(path);
    opened.push(file);
    return file;
  };
  try {
    const csv = await open(options.csv);
    const submission = await open(options.submission);
    if (options.pacs !== null) {
      return await triagePacs(options, options.pacs, { csv, submission }, shell);
    }
    if (options.dicomOut !== null) await writableFolder(options.dicomOut);
    const missing = await missingPaths(options.paths);
    for (const { path, reason } of missing) say(`${path}: ${reason.text}`);
    const run = await runTriage(options, progress, signal);
    const { report, slices } = run;
    // The result first: it is not lost with a file that cannot be written after all.
    print(options.json ? JSON.stringify(report, null, 2) : triageText(report));
    await csv?.write(triageCsv(report));
    await submission?.write(rsnaSubmissionCsv(slices));
    const unwritten =
      options.dicomOut === null ? 0 : await dicomOut(options.dicomOut, options, run, say);
    if (report.interrupted === true) {
      say(
        `Interrupted: ${countOf(report.studies.length, 'study', 'studies')} listed as far as read.`,
      );
      return EXIT.interrupted;
    }
    if (missing.length + unwritten > 0) return EXIT.failure;
    return slices.length === 0 ? EXIT.nothingAnalyzed : EXIT.done;
  } finally {
    for (const file of opened) await file.close();
  }
}

/** Writes the results and says so; gives how many objects could not be made. */
async function dicomOut(
  folder: string,
  { sr }: Pick<TriageOptions, 'sr'>,
  { analysed, model, findFile }: TriageRun,
  say: Shell['say'],
): Promise<number> {
  const { studies, files, failed } = await writeResults(folder, analysed, { model, sr }, findFile);
  for (const text of failed) say(text);
  say(`${countOf(files, 'DICOM file')} of ${countOf(studies, 'study', 'studies')} in ${folder}`);
  return failed.length;
}

await runCommand({ usage: USAGE, run: triage });
