import { AppError, countOf } from '#base';
import { gather, refuseMissing } from '#datasets';
import { EXIT, EXIT_STATUS_HELP, type ExitStatus, runCommand, type Shell } from './command.ts';
import { deidentifyAll, leftByReason } from './deidentify/run.ts';
import { writableFolder } from './output-file.ts';
import { parseOptions } from './parse-options.ts';
import { writeWhole } from './write-whole.ts';

const USAGE = `usage: npm run deidentify -- PATH... --out DIR

Writes every CT image of the files, folders and ZIPs given into DIR without its patient: the Basic Application Level
Confidentiality Profile of DICOM PS3.15 Annex E, without options. Pixels stay bit for bit; UIDs are mapped, the same way
in all files of one run. Files are named by their new SOP Instance UID. Look at the images before you give them away:
text in pixels stays, and thin slices show a face. A file that can't be read or rewritten is left out with its reason, the
others are written; then the status is 1.

${EXIT_STATUS_HELP}`;

async function deidentify({ args, signal, progress, print, say }: Shell): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, { out: { type: 'string' } });
  const { out } = values;
  if (positionals.length === 0) throw new AppError('usage', 'No path was given.');
  if (out === undefined) throw new AppError('usage', '--out is missing.');
  await refuseMissing(positionals);
  await writableFolder(out);
  const { sources, skipped } = await gather(
    positionals,
    (count) => progress.count('files read:', count),
    signal,
  );
  const { done, left, warnings } = await deidentifyAll(
    sources.values(),
    (name, bytes) => writeWhole(out, name, bytes),
    (count) => progress.bar('files', count, sources.size),
    signal,
  );
  const all = [...skipped, ...left];
  for (const { path, reason } of all) say(`left out: ${path}: ${reason.text}`);
  if (all.length > 1) say(leftByReason(all));
  for (const [text, count] of warnings) say(`${countOf(count, 'file')}: ${text}`);
  print(`${countOf(done, 'file')} without their patient in ${out}`);
  if (done === 0) return EXIT.nothingAnalyzed;
  return left.length > 0 ? EXIT.failure : EXIT.done;
}

await runCommand({ usage: USAGE, run: deidentify });
