/**
 * The six RSNA 2019 labels, in the one order that every array of six numbers in this project has.
 * `any` is first; the five hemorrhage types follow alphabetically (RSNA's own order).
 */
export const LABELS = [
  'any',
  'epidural',
  'intraparenchymal',
  'intraventricular',
  'subarachnoid',
  'subdural',
] as const;

/** One of the six outputs. `any` means: hemorrhage of whatever type. */
export type Label = (typeof LABELS)[number];

/** The five hemorrhage types, without `any`. */
export const HEMORRHAGE_TYPES = LABELS.slice(1) as readonly Exclude<Label, 'any'>[];

/** A value for each label. */
export type LabelMap<T> = Readonly<Record<Label, T>>;

/** Builds a {@link LabelMap} from a function of the label and its index (0..5). */
export function labelMap<T>(value: (label: Label, index: number) => T): LabelMap<T> {
  const entries = LABELS.map((label, index) => [label, value(label, index)] as const);
  return Object.fromEntries(entries) as LabelMap<T>;
}

/** The usual abbreviation of each label, as radiologists write it. */
export const LABEL_ABBREVIATIONS: LabelMap<string> = {
  any: 'ICH',
  epidural: 'EDH',
  intraparenchymal: 'IPH',
  intraventricular: 'IVH',
  subarachnoid: 'SAH',
  subdural: 'SDH',
};

/** Whether a string from outside names a label. */
export function isLabel(value: string): value is Label {
  return (LABELS as readonly string[]).includes(value);
}
