import { parseTruth } from '#labels';
import { judgedModel, validationReport } from '#validation';
import type { ValidationApi } from '../wire/worker-api.ts';

/** The validation's API. */
export function validationHost(): ValidationApi {
  return {
    report: async ({ labels, files, model, ...given }) =>
      validationReport({
        ...given,
        truth: parseTruth(labels.name, labels.content),
        fileOf: (sourceId) => files.get(sourceId) ?? '',
        model: judgedModel(model.manifest, model.hash),
      }),
  };
}
