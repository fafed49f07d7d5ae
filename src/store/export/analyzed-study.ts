import { notOk, type Outcome, ok } from '#base';
import type { AnalyzedStudy } from '#report';
import type { EngineState } from '#workers';
import { readStudy } from '../worklist/held-study.ts';
import { rankedResultOf, type StudyEntry } from '../worklist/study-entry.ts';
import { dicomFault } from './dicom-fault.ts';

/** A study as its result objects are made of it; not ok, in a sentence, where none can be made. */
export function analyzedStudy(entry: StudyEntry, engine: EngineState): Outcome<AnalyzedStudy> {
  const { study } = entry;
  const fault = dicomFault(entry, engine);
  const result = rankedResultOf(entry);
  if (fault !== null || result === null || study === null || engine.phase !== 'ready') {
    return notOk('no-result', fault ?? 'There is no result.');
  }
  const { manifest, modelHash: hash, preprocessHash } = engine;
  const model = { title: manifest.title, status: manifest.status, hash, preprocessHash };
  return ok({
    study: readStudy(study),
    findings: result.findings,
    finishedAt: result.finishedAt,
    model,
  });
}
