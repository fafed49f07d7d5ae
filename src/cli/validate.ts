import { readTruth } from '#datasets';
import { judgedModel, reportPage, validationReport } from '#validation';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { modelFolder, openFolder } from './model-folder.ts';
import { writableFolder } from './output-file.ts';
import { atSite } from './site-calibration.ts';
import { parseValidateOptions, VALIDATE_USAGE } from './validate/options.ts';
import { siteStudies } from './validate/site-studies.ts';
import { validationText } from './validate/text.ts';
import { writeAll } from './write-whole.ts';

async function validate({ args, signal, progress, print }: Shell): Promise<ExitStatus> {
  const options = parseValidateOptions(args);
  // An unwritable place and bad labels are found before the work.
  if (options.out !== null) await writableFolder(options.out);
  const truth = await readTruth(options.labels);
  const opened = await openFolder(await modelFolder(options.model), { signal });
  try {
    const model = await atSite(opened, options.calibration);
    const { manifest, modelHash } = model.pack;
    const onSlice = (done: number, total: number) => progress.bar('slices', done, total);
    const { studies, fileOf } = await siteStudies(options.paths, model, { onSlice, signal });
    const report = validationReport({
      truth,
      studies,
      fileOf,
      model: judgedModel(manifest, modelHash),
      seed: options.seed,
      rounds: options.rounds,
    });
    const json = JSON.stringify(report, null, 2);
    print(options.json ? json : validationText(report));
    if (options.out !== null) {
      const files = [
        ['validation.json', `${json}\n`],
        ['validation.html', reportPage(report)],
      ] as const;
      await writeAll(options.out, new Map(files));
    }
    return EXIT.done;
  } finally {
    opened.engine.dispose();
  }
}

await runCommand({ usage: VALIDATE_USAGE, run: validate });
