import { KINDS, type Measurement, measurementText, type Quantity } from '#measure';
import { toCsv } from './csv.ts';
import type { ListedStudy, Moment, StudyList } from './study-list.ts';
import { type Column, tableOf } from './triage-columns.ts';

/** A reader's measurement as it is exported. */
export interface ListedMeasurement {
  readonly kind: Measurement['kind'];
  /** "Length 23.4 mm": as the screen says it, with what limits it. */
  readonly text: string;
  /** From 1, in the order of the series. */
  readonly slice: number;
  /** SOP Instance UID of the slice, with its frame where the file has several. */
  readonly instance: string;
  /** Column and row in pixels from the image's corner, as stored (PS3.3 C.18.6.1.2). */
  readonly points: readonly (readonly [number, number])[];
  /** First and last slice of a volume, from 1; null for the others. */
  readonly over: readonly [number, number] | null;
  readonly quantities: readonly Quantity[];
  readonly notes: readonly string[];
  readonly at: Moment;
  /** The reader's initials, '' where none were given. */
  readonly by: string;
}

/** Digits that a number of a measurement is exported with; the screen shows fewer. */
const rounded = (value: number): number => Number(value.toFixed(3));

/** A measurement as it is exported. */
export const listedMeasurement = (one: Measurement): ListedMeasurement => ({
  kind: one.kind,
  text: measurementText(one),
  slice: one.slice + 1,
  instance: one.sliceKey,
  points: one.points.map(({ x, y }) => [rounded(x), rounded(y)] as const),
  over: one.over === undefined ? null : [one.over[0] + 1, one.over[1] + 1],
  quantities: one.quantities.map((quantity) => ({ ...quantity, value: rounded(quantity.value) })),
  notes: one.notes,
  at: new Date(one.at).toISOString(),
  by: one.by,
});

interface Row {
  readonly study: ListedStudy;
  readonly one: ListedMeasurement;
  readonly place: number;
  readonly quantity: Quantity;
}

const COLUMNS: readonly Column<Row>[] = [
  ['number', ({ study }) => study.number],
  ['study_instance_uid', ({ study }) => study.studyInstanceUid],
  ['measurement', ({ place }) => place],
  ['kind', ({ one }) => KINDS[one.kind].name],
  ['slice', ({ one }) => one.slice],
  ['instance', ({ one }) => one.instance],
  ['quantity', ({ quantity }) => quantity.name],
  ['value', ({ quantity }) => quantity.value],
  ['unit', ({ quantity }) => quantity.unit],
  ['over_from', ({ one }) => one.over?.[0] ?? null],
  ['over_to', ({ one }) => one.over?.[1] ?? null],
  ['points', ({ one }) => one.points.map((point) => point.join(' ')).join(' / ')],
  ['notes', ({ one }) => one.notes.join('; ')],
  ['measured_at', ({ one }) => one.at],
  ['measured_by', ({ one }) => one.by],
];

/** What readers measured as a table, a row a number: a measurement with several has several rows under one number. */
export const measurementLogCsv = ({ studies }: StudyList): string =>
  toCsv(
    tableOf(
      COLUMNS,
      studies.flatMap((study) =>
        study.measurements.flatMap((one, at) =>
          one.quantities.map((quantity) => ({ study, one, place: at + 1, quantity })),
        ),
      ),
    ),
  );
