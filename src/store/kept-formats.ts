import * as v from 'valibot';
import { HEMORRHAGE_TYPES, LABELS, type UpgradeStep, upgrade, type Versioned } from '#base';
import { KIND_IDS } from '#measure';
import type { VerdictRecord } from '#verdicts';
import type { KeptMeasurements } from './measurements/state.ts';
import type { KeptResult } from './storage.ts';
import type { KeptRow } from './worklist/kept-rows.ts';
import type { StudyResult } from './worklist/study-entry.ts';
import { withheldResult, withheldSummary } from './worklist/withheld.ts';

/** From version 1 on: see docs/CHANGELOG-formats.md. */
const RESULT_UPGRADES: readonly UpgradeStep[] = [
  withholdResult,
  (old) => ({ ...old, slices: '' }),
  withoutEvidence,
];
const ROW_UPGRADES: readonly UpgradeStep[] = [
  withholdRow,
  (old) => ({ ...old, uid: '' }),
  (old) => ({ ...old, slices: '' }),
];
// Their shape is as before: from version 2 on the keys are seals, which `sealOld` makes.
const MEASUREMENTS_UPGRADES: readonly UpgradeStep[] = [(old) => old];
const VERDICT_UPGRADES: readonly UpgradeStep[] = [
  (old) => old,
  // One verdict on the flag, without initials and without what was flagged.
  ({ studyKey, analysisKey, verdict, givenAt }) => ({
    studyKey,
    log: [
      {
        verdict: { kind: verdict },
        at: givenAt,
        by: '',
        stage: 'open',
        analysisKey,
        flagged: null,
        undoneAt: null,
      },
    ],
    blinded: null,
  }),
];

function withholdRow(old: Versioned): Versioned {
  return { ...old, summary: withheldSummary(v.parse(summary, old.summary)) };
}

function withholdResult(old: Versioned): Versioned {
  const { result, ...rest } = v.parse(earlierResult, old);
  // As for the reading of the present version: the schema is looser in what this program alone writes.
  return { ...withholdRow(rest), result: withheldResult(result as unknown as StudyResult) };
}

/** Evidence is made of the slices when it is asked for. */
function withoutEvidence(old: Versioned): Versioned {
  const { result } = v.parse(earlierResult, old);
  const { evidence: _, ...kept } = result.findings;
  return { ...old, result: { ...result, findings: kept } };
}

/** Something kept by this or another version of the program, as far as it can be read. */
export type Read<Value> =
  | { readonly kind: 'current'; readonly value: Value }
  | { readonly kind: 'newer' }
  | { readonly kind: 'unreadable' };

/** NaN stands for what has no probability. */
const number = v.union([v.number(), v.nan()]);
const perLabel = (value: v.GenericSchema) =>
  v.looseObject(Object.fromEntries(LABELS.map((label) => [label, value])));
const label = v.picklist(LABELS);
const place = { sliceKey: v.string(), index: v.number() };
const reason = { code: v.string(), text: v.string() };
const findings = v.looseObject({
  probabilities: perLabel(number),
  flagged: v.array(label),
  operatingPoint: v.picklist(['highSensitivity', 'balanced', 'highSpecificity']),
  slices: v.array(v.looseObject({ ...place, probabilities: perLabel(number) })),
  notAnalysed: v.array(v.looseObject({ ...place, reason: v.looseObject(reason) })),
  suitability: v.array(v.looseObject({ ...reason, outcome: v.string() })),
});
const summary = v.looseObject({
  studyInstanceUid: v.string(),
  patientId: v.string(),
  patientName: v.string(),
  patientSex: v.string(),
  patientAgeYears: v.nullable(v.number()),
  studyDate: v.string(),
  studyTime: v.string(),
  studyDescription: v.string(),
  accessionNumber: v.string(),
  seriesCount: v.number(),
  sliceCount: v.number(),
  synthetic: v.boolean(),
});
const earlierResult = v.looseObject({
  analysisKey: v.string(),
  studyKey: v.string(),
  receivedAt: v.number(),
  summary,
  result: v.looseObject({
    analysisKey: v.string(),
    findings,
    thresholds: v.looseObject({ slice: perLabel(v.number()), study: perLabel(v.number()) }),
    model: v.looseObject({ id: v.string(), title: v.string(), hash: v.string() }),
    engine: v.string(),
    finishedAt: v.number(),
  }),
});
const keptResult = v.looseObject({ ...earlierResult.entries, slices: v.string() });
const signed = v.nullable(v.looseObject({ at: v.number(), by: v.string() }));
const keptRow = v.looseObject({
  studyKey: v.string(),
  uid: v.string(),
  slices: v.string(),
  number: v.number(),
  shift: v.number(),
  receivedAt: v.number(),
  summary,
  care: v.looseObject({ openedAt: v.nullable(v.number()), acknowledged: signed, done: signed }),
  pin: v.nullable(v.looseObject({ note: v.string(), pinnedAt: v.number() })),
});
const verdict = v.variant('kind', [
  v.looseObject({
    kind: v.literal('hemorrhage'),
    types: v.array(v.picklist(HEMORRHAGE_TYPES)),
    asFlagged: v.boolean(),
  }),
  v.looseObject({ kind: v.picklist(['none', 'unsure', 'agree', 'disagree']) }),
]);
const moment = v.nullable(v.number());
const keptVerdicts = v.looseObject({
  studyKey: v.string(),
  log: v.array(
    v.looseObject({
      verdict,
      at: v.number(),
      by: v.string(),
      stage: v.picklist(['open', 'first', 'final']),
      analysisKey: v.string(),
      flagged: v.nullable(v.array(label)),
      undoneAt: moment,
    }),
  ),
  blinded: v.nullable(
    v.looseObject({
      openedAt: moment,
      shownBefore: v.boolean(),
      reveal: v.nullable(
        v.looseObject({
          at: v.number(),
          flagged: v.nullable(v.array(label)),
          operatingPoint: v.string(),
          modelHash: v.string(),
        }),
      ),
    }),
  ),
});

const finite = v.pipe(v.number(), v.finite());
const keptMeasurements = v.looseObject({
  studyKey: v.string(),
  measurements: v.array(
    v.looseObject({
      id: finite,
      kind: v.picklist(KIND_IDS),
      seriesKey: v.string(),
      sliceKey: v.string(),
      slice: finite,
      points: v.array(v.looseObject({ x: finite, y: finite })),
      over: v.optional(v.tuple([finite, finite])),
      quantities: v.array(v.looseObject({ name: v.string(), value: finite, unit: v.string() })),
      notes: v.array(v.string()),
      at: finite,
      by: v.string(),
    }),
  ),
});

function read<Value>(
  raw: unknown,
  steps: readonly UpgradeStep[],
  schema: v.GenericSchema,
): Read<Value> {
  const upgraded = upgrade(raw, steps);
  if (upgraded.kind !== 'current') return { kind: upgraded.kind };
  const parsed = v.safeParse(schema, upgraded.value);
  // The schema is looser than the type in what this program alone writes: codes of reasons, outcomes.
  return parsed.success
    ? { kind: 'current', value: parsed.output as Value }
    : { kind: 'unreadable' };
}

/** A kept result of any version up to the present one. */
export const readResult = (raw: unknown): Read<KeptResult> =>
  read(raw, RESULT_UPGRADES, keptResult);

/** A kept row of the worklist of any version up to the present one. */
export const readRow = (raw: unknown): Read<KeptRow> => read(raw, ROW_UPGRADES, keptRow);

/** Kept verdicts on a study of any version up to the present one. */
export const readVerdicts = (raw: unknown): Read<VerdictRecord> =>
  read(raw, VERDICT_UPGRADES, keptVerdicts);

/** Kept measurements of a study of any version up to the present one. */
export const readMeasurements = (raw: unknown): Read<KeptMeasurements> =>
  read(raw, MEASUREMENTS_UPGRADES, keptMeasurements);

/** What reads the records of each store of the browser's database. */
export const READERS = {
  rows: readRow,
  results: readResult,
  feedback: readVerdicts,
  measurements: readMeasurements,
} as const;
