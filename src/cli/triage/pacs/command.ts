import { pacsAt } from '#dicomweb';
import { rsnaSubmissionCsv, triageCsv } from '#report';
import { EXIT, type ExitStatus, type Shell } from '../../command.ts';
import { type OutputFile, writableFolder } from '../../output-file.ts';
import type { TriageOptions } from '../options.ts';
import { triageText } from '../text.ts';
import { countedFromPacs } from './counted-from-pacs.ts';
import { authorizationFrom } from './credentials.ts';
import type { PacsRequest } from './options.ts';
import { type PacsRun, runPacs } from './run.ts';
import { summaryOf } from './summary.ts';

/** Files that the result is also written to. */
interface Tables {
  readonly csv: OutputFile | null;
  readonly submission: OutputFile | null;
}

/** `triage --dicomweb`: prints the worklist of the PACS's studies. */
export async function triagePacs(
  options: TriageOptions,
  request: PacsRequest,
  { csv, submission }: Tables,
  shell: Shell,
): Promise<ExitStatus> {
  const pacs = pacsAt(request.address, {
    insecure: request.insecure,
    authorization: authorizationFrom(process.env),
  });
  if (request.out !== null) await writableFolder(request.out);
  const run = await runPacs(options, request, pacs, shell);
  const { report, slices } = run;
  shell.print(options.json ? JSON.stringify(report, null, 2) : triageText(report, countedFromPacs));
  await csv?.write(triageCsv(report));
  await submission?.write(rsnaSubmissionCsv(slices));
  shell.say(summaryOf(run));
  return statusOf(run);
}

/** A share without a study, or one whose studies have their results, is done; a list without any study proves nothing. */
function statusOf({ report, slices, known, elsewhere, failed }: PacsRun): ExitStatus {
  if (report.interrupted === true) return EXIT.interrupted;
  if (failed > 0) return EXIT.failure;
  const isIdle = report.studies.length === 0 && known + elsewhere > 0;
  return slices.length > 0 || isIdle ? EXIT.done : EXIT.nothingAnalyzed;
}
