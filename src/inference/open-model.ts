import type { EngineKind } from '#base';
import type { Engine } from '#engine';
import { type AlongSlices, alongSlicesOf } from './along-slices.ts';
import { type LoadPackageOptions, loadPackage } from './package/load-package.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import type { ReadPackageFile } from './package/read-package-file.ts';
import { predictWith } from './predictor.ts';
import { type EngineChange, resilientEngine } from './resilient-engine.ts';
import { type EngineDiagnostic, type SelectOptions, selectEngine } from './select-engine.ts';
import { type CandidateOptions, standardCandidates } from './standard-candidates.ts';

/** How {@link openModel} loads, chooses and reports. */
export interface OpenModelOptions
  extends LoadPackageOptions,
    Pick<SelectOptions, 'forced' | 'remembered' | 'clock' | 'onTry'>,
    CandidateOptions {
  /** An engine took over from one that failed. */
  readonly onChange?: (change: EngineChange) => void;
}

/** A model that is ready to use: verified, proven, on the quickest engine, and safe against its loss. */
export interface OpenModel {
  readonly pack: LoadedPackage;
  readonly engine: Engine;
  readonly msPerSlice: number;
  readonly diagnostics: readonly EngineDiagnostic[];
  /** The pipeline's Predict port. */
  readonly predict: ReturnType<typeof predictWith>;
  /** The pipeline's judgment along a study's slices; null: the package has none. */
  readonly alongSlices: AlongSlices | null;
}

/** Loads a package, chooses an engine for it and wraps it. Throws what loadPackage and selectEngine throw. */
export async function openModel(
  read: ReadPackageFile,
  options: OpenModelOptions,
): Promise<OpenModel> {
  const pack = await loadPackage(read, options);
  const candidates = standardCandidates(pack, options);
  const { engine: first, msPerSlice, diagnostics } = await selectEngine(pack, candidates, options);
  const fallbacks =
    options.forced === undefined
      ? candidates
      : candidates.filter(({ kind }: { readonly kind: EngineKind }) => kind === options.forced);
  const engine = resilientEngine(first, pack, fallbacks, options.onChange);
  return {
    pack,
    engine,
    msPerSlice,
    diagnostics,
    predict: predictWith(engine, pack.manifest),
    alongSlices: alongSlicesOf(pack),
  };
}
