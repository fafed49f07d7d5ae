import { countOf } from '#base';
import { missingPaths } from '#datasets';
import { rsnaSubmissionCsv, triageCsv } from '#report';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { type OutputFile, outputFile } from './output-file.ts';
import { parseTriageOptions, USAGE } from './triage/options.ts';
import { runTriage } from './triage/run.ts';
import { triageText } from './triage/text.ts';

async function triage({ args, signal, progress, print, say }: Shell): Promise<ExitStatus> {
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
    const missing = await missingPaths(options.paths);
    for (const { path, reason } of missing) say(`${path}: ${reason.text}`);
    const { report, slices } = await runTriage(options, progress, signal);
    // The result first: it is not lost with a file that cannot be written after all.
    print(options.json ? JSON.stringify(report, null, 2) : triageText(report));
    await csv?.write(triageCsv(report));
    await submission?.write(rsnaSubmissionCsv(slices));
    if (report.interrupted === true) {
      say(
        `Interrupted: ${countOf(report.studies.length, 'study', 'studies')} listed as far as read.`,
      );
      return EXIT.interrupted;
    }
    if (missing.length > 0) return EXIT.failure;
    return slices.length === 0 ? EXIT.nothingAnalyzed : EXIT.done;
  } finally {
    for (const file of opened) await file.close();
  }
}

await runCommand({ usage: USAGE, run: triage });
