import { hashPreprocessSpec } from '#imaging';
import type { OpenModel } from '#inference';
import type { ResultSource, TriageReport } from '#report';
import { modelFolder, openFolder } from '../model-folder.ts';
import { atSite } from '../site-calibration.ts';
import type { TriageOptions } from './options.ts';

/** Opens the model that the options name, gives what `work` makes of it, and lets go of it. */
export async function withModel<T>(
  options: Pick<TriageOptions, 'model' | 'engine' | 'calibration'>,
  signal: AbortSignal,
  work: (model: OpenModel) => Promise<T>,
): Promise<T> {
  const folder = await modelFolder(options.model);
  const model = await openFolder(folder, {
    signal,
    ...(options.engine === null ? {} : { forced: options.engine }),
  });
  try {
    return await work(await atSite(model, options.calibration));
  } finally {
    model.engine.dispose();
  }
}

/** What a report says of the model. */
export function modelInReport(
  { engine, pack }: OpenModel,
  { operatingPoint }: Pick<TriageOptions, 'operatingPoint'>,
): Pick<TriageReport, 'engine' | 'model'> {
  const { manifest, modelHash } = pack;
  return {
    engine: engine.description,
    model: {
      id: manifest.id,
      title: manifest.title,
      status: manifest.status,
      hash: modelHash,
      operatingPoint,
      measured: manifest.study.measured?.any[operatingPoint] ?? null,
    },
  };
}

/** What a result object says of the model. */
export async function modelInResults({ pack }: OpenModel): Promise<ResultSource['model']> {
  const { manifest, modelHash } = pack;
  return {
    title: manifest.title,
    status: manifest.status,
    hash: modelHash,
    preprocessHash: await hashPreprocessSpec(manifest.preprocess),
  };
}
