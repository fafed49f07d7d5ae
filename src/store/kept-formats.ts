import * as v from 'valibot';
import { HEMORRHAGE_TYPES, LABELS, type UpgradeStep, upgrade, type Versioned } from '#base';
import { KIND_IDS } from '#measure';
import type { VerdictRecord } from '#verdicts';
import { isEachOnce, isFlaggedAsSaid, perLabel } from './kept-findings.ts';
import { readSoFar } from './kept-so-far.ts';
import type { KeptMeasurements } from './measurements/state.ts';
import type { KeptResult } from './storage.ts';
import type { KeptRow } from './worklist/kept-rows.ts';
import type { StudyResult } from './worklist/study-entry.ts';
import { withheldReading, withheldSummary } from './worklist/withheld.ts';

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
  (old) => ({ ...old, soFar: null }),
  (old) => ({ ...old, revision: 0 }),
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
  return { ...withholdRow(rest), result: withheldReading(result as unknown as StudyResult) };
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

const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** A moment in ms: of others no date can be made, and a study that came in at such a one would wait for ever, or for no time at all. */
const moment = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
/** NaN stands for what has no probability. */
const probability = v.union([unit, v.nan()]);
const label = v.picklist(LABELS);
const place = { sliceKey: v.string(), index: whole };
const reason = { code: v.string(), text: v.string() };
const outcome = v.picklist(['pass', 'warn', 'block', 'unknown']);
const keptFindings = v.looseObject({
  probabilities: perLabel(probability),
  flagged: v.array(label),
  operatingPoint: v.picklist(['highSensitivity', 'balanced', 'highSpecificity']),
  slices: v.array(v.looseObject({ ...place, probabilities: perLabel(probability) })),
  notAnalysed: v.array(v.looseObject({ ...place, reason: v.looseObject(reason) })),
  suitability: v.array(v.looseObject({ ...reason, outcome })),
  thresholds: v.optional(perLabel(unit)),
});

const findings = v.pipe(
  keptFindings,
  v.check((kept) => isEachOnce(kept), 'a slice is there twice'),
  v.check((kept) => isFlaggedAsSaid(kept), 'its flags are not those of its numbers'),
);
const summary = v.looseObject({
  studyInstanceUid: v.string(),
  patientId: v.string(),
  patientName: v.string(),
  patientSex: v.string(),
  patientAgeYears: v.nullable(finite),
  studyDate: v.string(),
  studyTime: v.string(),
  studyDescription: v.string(),
  accessionNumber: v.string(),
  seriesCount: whole,
  sliceCount: whole,
  synthetic: v.boolean(),
});
const earlierResult = v.looseObject({
  analysisKey: v.string(),
  studyKey: v.string(),
  receivedAt: moment,
  summary,
  result: v.looseObject({
    analysisKey: v.string(),
    findings,
    thresholds: v.looseObject({ slice: perLabel(unit), study: perLabel(unit) }),
    model: v.looseObject({ id: v.string(), title: v.string(), hash: v.string() }),
    engine: v.string(),
    finishedAt: moment,
  }),
});
const keptResult = v.looseObject({ ...earlierResult.entries, slices: v.string() });
const signed = v.nullable(v.looseObject({ at: moment, by: v.string() }));
/** How far people are with a study. */
export const keptCare = v.looseObject({
  openedAt: v.nullable(moment),
  acknowledged: signed,
  done: signed,
});
/** A pin with its note. */
export const keptPin = v.nullable(v.looseObject({ note: v.string(), pinnedAt: moment }));
const keptRow = v.looseObject({
  setBack: v.exactOptional(moment),
  revision: whole,
  studyKey: v.string(),
  uid: v.string(),
  slices: v.string(),
  number: whole,
  shift: moment,
  receivedAt: moment,
  summary,
  care: keptCare,
  pin: keptPin,
  soFar: v.unknown(),
});
const verdict = v.variant('kind', [
  v.looseObject({
    kind: v.literal('hemorrhage'),
    types: v.array(v.picklist(HEMORRHAGE_TYPES)),
    asFlagged: v.boolean(),
  }),
  v.looseObject({ kind: v.picklist(['none', 'unsure', 'agree', 'disagree']) }),
]);
const keptVerdicts = v.looseObject({
  studyKey: v.string(),
  log: v.array(
    v.looseObject({
      verdict,
      at: moment,
      by: v.string(),
      stage: v.picklist(['open', 'first', 'final']),
      analysisKey: v.string(),
      flagged: v.nullable(v.array(label)),
      undoneAt: v.nullable(moment),
    }),
  ),
  blinded: v.nullable(
    v.looseObject({
      openedAt: v.nullable(moment),
      shownBefore: v.boolean(),
      reveal: v.nullable(
        v.looseObject({
          at: moment,
          flagged: v.nullable(v.array(label)),
          operatingPoint: v.string(),
          modelHash: v.string(),
        }),
      ),
    }),
  ),
});

const keptMeasurements = v.looseObject({
  studyKey: v.string(),
  measurements: v.array(
    v.looseObject({
      id: finite,
      kind: v.picklist(KIND_IDS),
      seriesKey: v.string(),
      sliceKey: v.string(),
      slice: whole,
      points: v.array(v.looseObject({ x: finite, y: finite })),
      over: v.optional(
        v.pipe(
          v.tuple([whole, whole]),
          v.check(([from, to]) => from <= to, 'ends before it begins'),
        ),
      ),
      quantities: v.array(v.looseObject({ name: v.string(), value: finite, unit: v.string() })),
      notes: v.array(v.string()),
      at: moment,
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

/** A kept row of the worklist of any version up to the present one. A part of a result that is not sound costs no study its row. */
export function readRow(raw: unknown): Read<KeptRow> {
  const row = read<KeptRow>(raw, ROW_UPGRADES, keptRow);
  if (row.kind !== 'current' || row.value.soFar === null) return row;
  const soFar = readSoFar(row.value.soFar, row.value.summary.sliceCount);
  return { kind: 'current', value: { ...row.value, soFar } };
}

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
