import { AppError, countOf, throwIfAborted } from '#base';
import { gather, refuseMissing } from '#datasets';
import { deidentifier } from '#dicom';
import { EXIT, EXIT_STATUS_HELP, type ExitStatus, runCommand, type Shell } from './command.ts';
import { writableFolder } from './output-file.ts';
import { parseOptions } from './parse-options.ts';
import { writeWhole } from './triage/dicom-out.ts';

const USAGE = `usage: npm run deidentify -- PATH... --out DIR

Writes every CT image of the files, folders and ZIPs given into DIR without its patient: the Basic Application Level
Confidentiality Profile of DICOM PS3.15 Annex E, without options. Pixels stay bit for bit; UIDs are mapped, the same way
in all files of one run. Files are named by their new SOP Instance UID. Look at the images before you give them away:
text in pixels stays, and thin slices show a face.

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
  const make = deidentifier();
  const warnings = new Map<string, number>();
  const left = skipped.map(({ path, reason }) => ({ path, reason }));
  let done = 0;
  for (const { path, blob, size } of sources.values()) {
    throwIfAborted(signal);
    const made = make(new Uint8Array(await blob.slice(0, size).arrayBuffer()));
    if (!made.ok) {
      left.push({ path, reason: made.reason });
      continue;
    }
    const { name, bytes } = made.value;
    await writeWhole(out, `${name}.dcm`, bytes);
    for (const each of made.value.warnings) warnings.set(each, (warnings.get(each) ?? 0) + 1);
    done += 1;
    progress.bar('files', done, sources.size);
  }
  for (const { path, reason } of left) say(`left out: ${path}: ${reason.text}`);
  for (const [text, count] of warnings) say(`${countOf(count, 'file')}: ${text}`);
  print(`${countOf(done, 'file')} without their patient in ${out}`);
  if (done === 0) return EXIT.nothingAnalyzed;
  return left.length > skipped.length ? EXIT.failure : EXIT.done;
}

await runCommand({ usage: USAGE, run: deidentify });
