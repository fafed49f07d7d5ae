import { PATIENTS, type Place, SLICES } from './patients.fixture.ts';

/** `which` picks among what is there when its turn comes. */
export type Command =
  | { readonly do: 'drop'; readonly tab: number; readonly places: readonly Place[] }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'crash'; readonly tab: number; readonly which: 'inference' | 'dicom' }
  | {
      readonly do:
        | 'cancel'
        | 'reload'
        | 'load-model'
        | 'pause'
        | 'pause-in-mid-run'
        | 'resume'
        | 'clear'
        | 'open'
        | 'choose-series'
        | 'look'
        | 'pin'
        | 'measure'
        | 'point';
      readonly tab: number;
      readonly which: number;
    };

/** All slices of a patient. */
export const placesOf = (patient: number): readonly Place[] =>
  Array.from({ length: PATIENTS[patient]?.seriesCount ?? 0 }, (_, series) =>
    Array.from({ length: SLICES }, (_, slice) => ({ patient, series, slice })),
  ).flat();

/** Long enough that what was dropped is analyzed and kept. */
const aWhile = Array.from({ length: 12 }, () => ({ do: 'wait', ms: 1500 }) as const);

/**
 * Days that once failed, with their delays: two tabs took patients in at the same moment, and what they said of it was still on its way; one
 * tab kept the result of seven slices and the other a row of one; a study grew, or
 * another series of as many slices was chosen, and the tab was reloaded before it was analyzed anew.
 */
export const FOUND: [readonly Command[], number][] = [
  [
    [
      { do: 'drop', tab: 1, places: placesOf(0) },
      { do: 'point', tab: 0, which: 0 },
      { do: 'clear', tab: 0, which: 0 },
      { do: 'wait', ms: 0 },
      {
        do: 'drop',
        tab: 0,
        places: [1, 6, 0, 3].map((slice) => ({ patient: 4, series: 0, slice })),
      },
      { do: 'drop', tab: 0, places: placesOf(1).slice(1, 2) },
      { do: 'drop', tab: 0, places: placesOf(4) },
      { do: 'drop', tab: 0, places: placesOf(3).slice(4, 5) },
      { do: 'wait', ms: 0 },
    ],
    316_573_233,
  ],
  [
    [
      { do: 'drop', tab: 0, places: placesOf(2) },
      ...aWhile,
      { do: 'drop', tab: 1, places: placesOf(2).slice(2, 3) },
      ...aWhile,
      { do: 'reload', tab: 0, which: 0 },
    ],
    1,
  ],
  [
    [
      { do: 'drop', tab: 0, places: placesOf(2).slice(0, 5) },
      ...aWhile,
      { do: 'pause', tab: 0, which: 0 },
      { do: 'drop', tab: 0, places: placesOf(2) },
      ...aWhile,
      { do: 'reload', tab: 0, which: 0 },
    ],
    1,
  ],
  [
    [
      { do: 'drop', tab: 0, places: placesOf(0) },
      ...aWhile,
      { do: 'pause', tab: 0, which: 0 },
      { do: 'choose-series', tab: 0, which: 0 },
      ...aWhile,
      { do: 'reload', tab: 0, which: 0 },
    ],
    1,
  ],
];

/** Days on which a tab is reloaded in the middle of a study, of which a part was read, and its images or others are given again. */
export const BROKEN_OFF: [readonly Command[], number][] = [1, 2].map((patient) => [
  [
    { do: 'drop', tab: 0, places: placesOf(2) },
    { do: 'pause-in-mid-run', tab: 0, which: 0 },
    ...aWhile.slice(0, 2),
    { do: 'reload', tab: 0, which: 0 },
    { do: 'point', tab: 0, which: patient },
    { do: 'drop', tab: 0, places: placesOf(patient) },
    { do: 'wait', ms: 1 },
    { do: 'reload', tab: 1, which: 0 },
  ],
  patient,
]);
