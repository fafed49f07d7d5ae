import { chosenSeries, type Study } from '#dicom';

/** What studies are told apart by. */
export const DIMENSIONS = ['scanner', 'thickness', 'kernel', 'age'] as const;
/** One of {@link DIMENSIONS}. */
export type Dimension = (typeof DIMENSIONS)[number];

const THICKNESSES = ['under 1.5 mm', '1.5 to 3 mm', '3 to 6 mm', '6 mm and more'] as const;
const AGES = ['under 18', '18 to 39', '40 to 64', '65 to 79', '80 and older'] as const;

/** Where a tag is absent. */
const NOT_STATED = 'not stated';

const band = (value: number | null, edges: readonly number[], names: readonly string[]): string => {
  if (value === null || Number.isNaN(value)) return NOT_STATED;
  const at = edges.findIndex((edge) => value < edge);
  return names[at < 0 ? edges.length : at] ?? NOT_STATED;
};

/** The group that a study is of in each dimension, by the series that is analyzed. No text of it is of the patient. */
export function groupsOf(study: Study): Readonly<Record<Dimension, string>> {
  const slices = (chosenSeries(study) ?? study.series[0])?.slices ?? [];
  const stated = (of: (slice: (typeof slices)[number]) => string) =>
    slices
      .map(of)
      .find((text) => text.trim() !== '')
      ?.trim() ?? NOT_STATED;
  const thickness = slices.find(({ sliceThickness }) => sliceThickness !== null);
  return {
    scanner: stated(({ manufacturer, manufacturerModelName }) =>
      [manufacturer, manufacturerModelName]
        .map((text) => text.trim())
        .filter(Boolean)
        .join(' '),
    ),
    thickness: band(thickness?.sliceThickness ?? null, [1.5, 3, 6], THICKNESSES),
    kernel: stated(({ convolutionKernel }) => convolutionKernel),
    age: band(study.patient.patientAgeYears, [18, 40, 65, 80], AGES),
  };
}

const BANDS: readonly string[] = [...THICKNESSES, ...AGES];

/** Bands in their order, those that are not stated last; names by how many studies they have. */
export function byGroup(
  a: { readonly group: string; readonly n: number },
  b: { readonly group: string; readonly n: number },
): number {
  const unstated = Number(a.group === NOT_STATED) - Number(b.group === NOT_STATED);
  const bands = BANDS.indexOf(a.group) - BANDS.indexOf(b.group);
  return unstated || bands || b.n - a.n || (a.group < b.group ? -1 : 1);
}
