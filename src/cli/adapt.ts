import {
  type AdaptedModel,
  adaptedModel,
  proposalText,
  proposeAdaptation,
  type Refit,
} from '#adaptation';
import { loadPackage } from '#inference';
import { evidenceOfVerdicts, type NotedEvidence } from './adapt/from-verdicts.ts';
import { ADAPT_USAGE, type AdaptOptions, parseAdaptOptions } from './adapt/options.ts';
import { simulatedEvidence } from './adapt/simulate.ts';
import { refitText, simulatedRefit } from './adapt/simulate-refit.ts';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { folderReader, modelFolder, openFolder } from './model-folder.ts';
import { outputFile } from './output-file.ts';

async function gathered(
  { source, model, refit, ...chance }: AdaptOptions,
  { signal, progress }: Shell,
): Promise<{
  readonly model: AdaptedModel;
  readonly evidence: NotedEvidence;
  readonly refit: Refit | null;
}> {
  const folder = await modelFolder(model);
  if (source.kind === 'verdicts') {
    const { manifest, modelHash } = await loadPackage(folderReader(folder));
    const of = adaptedModel(manifest, modelHash);
    const evidence = await evidenceOfVerdicts(source.path, source.reference, of);
    return { model: of, evidence, refit: null };
  }
  const opened = await openFolder(folder, { signal });
  try {
    const { manifest, modelHash } = opened.pack;
    const onSlice = (what: string, done: number, total: number) => progress.bar(what, done, total);
    const evidence = await simulatedEvidence(
      source.folder,
      source.change,
      source.foldModels,
      opened,
      { signal, onSlice },
    );
    const found = refit
      ? await simulatedRefit(source.folder, source.change, opened, chance, {
          signal,
          onSlice: (done, total) => progress.bar('last layer', done, total),
        })
      : null;
    return { model: adaptedModel(manifest, modelHash), evidence, refit: found };
  } finally {
    opened.engine.dispose();
  }
}

async function adapt(shell: Shell): Promise<ExitStatus> {
  const options = parseAdaptOptions(shell.args);
  const file = options.out === null ? null : await outputFile(options.out);
  try {
    const { model, evidence, refit } = await gathered(options, shell);
    const { notes, ...given } = evidence;
    const proposal = proposeAdaptation(given, model, {
      seed: options.seed,
      rounds: options.rounds,
      alertness: { falseAlarmRate: options.falseAlarmRate, runLength: options.runLength },
    });
    const text = [
      proposalText(proposal),
      ...(refit === null ? [] : [refitText(refit)]),
      ...notes.map((note) => `Note: ${note}.`),
    ].join('\n');
    shell.print(
      options.json
        ? JSON.stringify(
            {
              ...proposal,
              ...(refit === null ? {} : { refit: { ...refit, move: [...refit.move] } }),
              notes,
            },
            null,
            2,
          )
        : text,
    );
    if (file !== null && proposal.calibration !== null) {
      await file.write(`${JSON.stringify(proposal.calibration, null, 2)}\n`);
    } else if (file !== null) {
      shell.say(`${file.path} is not written: nothing is proposed.`);
    }
    return EXIT.done;
  } finally {
    await file?.close();
  }
}

await runCommand({ usage: ADAPT_USAGE, run: adapt });
