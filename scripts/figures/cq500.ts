import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gather, readerOf, studiesIn } from '#datasets';
import { loadPackage } from '#inference';
import { analyzeStudies } from '../../src/cli/analyze-studies.ts';
import { folderReader, openFolder } from '../../src/cli/model-folder.ts';
import { ROOT } from '../promises/read-promises.ts';
import { type Claim, folderHere, type PartHooks, part } from './claims.ts';
import type { Measured } from './judge.ts';
import { ACCURACY, besideEachOther, DEFAULT, PACKAGES } from './packages.ts';

/** The probability of `any` of each study, by the end of its folder's name; and where the package flags a study. */
interface Studies {
  readonly any: Readonly<Record<string, number>>;
  readonly flagsFrom: number;
}
type Facts = ReadonlyMap<string, Studies>;

const STUDIES = ['CT_412', 'CT_427', 'CT_47'];

const numberOf = (facts: Facts, id: string, study: string): Measured =>
  facts.get(id)?.any[study] ?? { why: `${study} is not among the data` };

const claims: readonly Claim<Facts>[] = [
  ...besideEachOther('CQ500: subdural, intraparenchymal, none').map(({ id, at }) => ({
    at,
    values: (facts: Facts) => STUDIES.map((study) => numberOf(facts, id, study)),
  })),
  ...[
    { row: 'subdural (CT-412)', study: 'CT_412', hasThreshold: false },
    {
      row: 'intraparenchymal (CT-427): a large infarct with faint blood',
      study: 'CT_427',
      hasThreshold: true,
    },
    { row: 'none (CT-47)', study: 'CT_47', hasThreshold: true },
  ].map(({ row, study, hasThreshold }) => ({
    at: { page: ACCURACY, row, column: "the model's `any`" },
    values: (facts: Facts) => [
      numberOf(facts, DEFAULT, study),
      ...(hasThreshold ? [facts.get(DEFAULT)?.flagsFrom ?? Number.NaN] : []),
    ],
  })),
];

async function numbersOf(folder: string, id: string, { onStep, signal }: PartHooks) {
  const model = await openFolder(join(ROOT, 'models', id), { signal });
  try {
    const any: Record<string, number> = {};
    for (const name of await readdir(folder)) {
      const study = STUDIES.find((each) => name.endsWith(each));
      if (study === undefined) continue;
      const gathered = await gather([join(folder, name)], () => undefined, signal);
      const analyzed = await analyzeStudies(studiesIn(gathered), {
        model,
        readSource: readerOf(gathered),
        operatingPoint: 'balanced',
        onSlice: (done, total) => onStep(`${id}, ${study}`, done, total),
        signal,
      });
      any[study] = Math.max(...analyzed.map(({ findings }) => findings.probabilities.any));
    }
    return any;
  } finally {
    model.engine.dispose();
  }
}

/** Three studies of other scanners, as the command line analyzes them. */
export const cq500Part = part<Facts>({
  name: 'cq500',
  how: 'three DICOM studies by the application’s own pipeline in Node',
  when: 'quick',
  claims,
  measure: async (hooks) => {
    const folder = await folderHere(hooks.data, 'dicom', 'cq500');
    const facts = new Map<string, Studies>();
    for (const { id } of PACKAGES) {
      const { manifest, modelHash } = await loadPackage(folderReader(join(ROOT, 'models', id)));
      const any = await hooks.kept(`cq500-${modelHash.slice(0, 16)}`, () =>
        numbersOf(folder, id, hooks),
      );
      facts.set(id, { any, flagsFrom: manifest.study.operatingPoints.any.balanced });
    }
    return facts;
  },
});
