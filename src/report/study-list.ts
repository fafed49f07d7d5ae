import type { Label, LabelMap } from '#base';
import type { OperatingPointName } from '#triage';
import type { GivenVerdict, Verdict } from '#verdicts';
import { toCsv } from './csv.ts';
import type { ListedMeasurement } from './measurement-log.ts';
import { type Column, TRIAGE_COLUMNS, tableOf } from './triage-columns.ts';
import type { StudyReport } from './triage-report.ts';

/** A moment in UTC, ISO 8601: "2026-11-27T02:05:00.000Z". */
export type Moment = string;

/** A study as a tab lists it: the row of the command line, and what people did with it. */
export interface ListedStudy extends Omit<StudyReport, 'rank'> {
  /** null outside of the ranking. */
  readonly rank: number | null;
  /** What the study is called in the tab. */
  readonly number: number;
  /** In the ranking of this shift, below it as one of an earlier shift, or done. */
  readonly section: 'ranking' | 'earlier' | 'done';
  /** "Flagged", "No flag", "Queued" ...; `reason` says it in full. */
  readonly state: string;
  readonly studyDate: string;
  readonly accessionNumber: string;
  /** What computed the result; null where there is none. */
  readonly computedBy: {
    readonly id: string;
    readonly title: string;
    readonly hash: string;
    /** null: the model is another than the one loaded, and its status is not known. */
    readonly status: string | null;
    readonly operatingPoint: OperatingPointName;
    /** What the package itself says of any hemorrhage, where the desk's numbers are adapted to its site; null where they are the package's. */
    readonly packageAny: number | null;
    /** Of the study's probabilities. */
    readonly thresholds: LabelMap<number>;
    readonly engine: string;
    readonly finishedAt: Moment;
  } | null;
  readonly receivedAt: Moment;
  /** Whole minutes that an unread study has waited; null for others. */
  readonly waitedMinutes: number | null;
  readonly care: {
    readonly state: 'unread' | 'open' | 'acknowledged' | 'done';
    readonly openedAt: Moment | null;
    readonly acknowledgedAt: Moment | null;
    readonly acknowledgedBy: string;
    readonly doneAt: Moment | null;
    readonly doneBy: string;
  };
  /** The reader's verdict that stands. */
  readonly verdict: ListedVerdict | null;
  /** Every verdict that was given, those taken back too, in the order in which they were. */
  readonly verdicts: readonly ListedVerdict[];
  /** How far it was read blind; null: it was not. */
  readonly blinded: {
    readonly openedAt: Moment | null;
    readonly shownBefore: boolean;
    readonly revealedAt: Moment | null;
    /** What the reveal showed as flagged; null where there was no result, or no reveal. */
    readonly flagged: readonly Label[] | null;
    readonly operatingPoint: string | null;
    readonly modelHash: string | null;
  } | null;
  /** What the reader measured: never the model's. */
  readonly measurements: readonly ListedMeasurement[];
}

/** A verdict as it was given. */
export interface ListedVerdict {
  /** "none": the reader saw no hemorrhage, which says nothing else of the head. */
  readonly given: Verdict['kind'];
  readonly types: readonly Label[];
  /** The types are the flagged ones and the reader changed none of them. */
  readonly asFlagged: boolean;
  readonly at: Moment;
  /** Initials, '' where none were given. */
  readonly by: string;
  /** With the result on the screen, before a blinded reader saw it, or after. */
  readonly stage: GivenVerdict['stage'];
  /** What was flagged then; null where no result was shown or it is not known. */
  readonly flagged: readonly Label[] | null;
  readonly takenBackAt: Moment | null;
}

/** Everything in a tab's list. `version` numbers the format. */
export interface StudyList {
  readonly version: 3;
  readonly note: string;
  readonly exportedAt: Moment;
  readonly studies: readonly ListedStudy[];
  /** Files that are in no study's row, each with its reason: with {@link StudyReport.files} every file that was given counts once. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** Stands in every list that can hold a sentence. */
export const LIST_NOTE =
  'Research software, not a diagnosis. "No flag" does not mean that nothing is there.';

const OF_THE_TAB: readonly Column<ListedStudy>[] = [
  ['number', ({ number }) => number],
  ['section', ({ section }) => section],
  ['state', ({ state }) => state],
  ['study_date', ({ studyDate }) => studyDate],
  ['accession_number', ({ accessionNumber }) => accessionNumber],
  ['operating_point', ({ computedBy }) => computedBy?.operatingPoint ?? null],
  ['model_hash', ({ computedBy }) => computedBy?.hash ?? null],
  ['finished_at', ({ computedBy }) => computedBy?.finishedAt ?? null],
  ['received_at', ({ receivedAt }) => receivedAt],
  ['waited_minutes', ({ waitedMinutes }) => waitedMinutes],
  ['care', ({ care }) => care.state],
  ['opened_at', ({ care }) => care.openedAt],
  ['acknowledged_at', ({ care }) => care.acknowledgedAt],
  ['acknowledged_by', ({ care }) => care.acknowledgedBy],
  ['done_at', ({ care }) => care.doneAt],
  ['done_by', ({ care }) => care.doneBy],
  ['verdict', ({ verdict }) => verdict?.given ?? null],
  ['verdict_types', ({ verdict }) => verdict?.types.join(' ') ?? null],
  ['verdict_at', ({ verdict }) => verdict?.at ?? null],
  ['verdict_by', ({ verdict }) => verdict?.by ?? null],
  ['package_any', ({ computedBy }) => computedBy?.packageAny ?? null],
  ['reader_measurements', ({ measurements }) => measurements.map(({ text }) => text).join('; ')],
];

const COLUMNS: readonly Column<ListedStudy>[] = [
  ...TRIAGE_COLUMNS.map(
    ([name, cell]): Column<ListedStudy> => [
      name,
      (study) => cell({ study, model: study.computedBy, engine: study.computedBy?.engine ?? null }),
    ],
  ),
  ...OF_THE_TAB,
];

/** The list as a table: the columns of the command line's, then those of the tab. Studies that were not analyzed are rows, too. */
export const listCsv = ({ studies }: StudyList): string => toCsv(tableOf(COLUMNS, studies));

/** The list as one JSON object. */
export const listJson = (list: StudyList): string => `${JSON.stringify(list, null, 2)}\n`;

/** The list as JSON lines, a study a line, for programs that read as it comes. */
export const listNdjson = ({ studies }: StudyList): string =>
  studies.map((study) => `${JSON.stringify(study)}\n`).join('');
