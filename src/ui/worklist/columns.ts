import type { Density, HideableColumn, SortKey } from '#store';
import { t } from '#texts';

/** The columns of the table, from left to right. */
export type ColumnId = HideableColumn | 'rank' | 'state' | 'patient' | 'any' | 'care';

/** How much room the table has: windows up to 1270 px, up to 1500 px, up to 2200 px, wider ones. */
export type Room = 'narrow' | 'middle' | 'wide' | 'vast';

/** Whether what has a short form is shown by it. */
export const isTight = (room: Room): boolean => room === 'narrow' || room === 'middle';

/** A column: its heading, what a click on that sorts by, and its width for each room; null where there is no room for it. */
interface Column {
  readonly id: ColumnId;
  readonly head: string;
  readonly sort?: SortKey;
  readonly widths: Readonly<Record<Room, string | null>>;
}

const same = (width: string) => ({ narrow: width, middle: width, wide: width, vast: width });

const COLUMNS: readonly Column[] = [
  {
    id: 'rank',
    get head() {
      return t('Rank');
    },
    sort: 'priority',
    widths: same('36px'),
  },
  { id: 'picture', head: '', widths: same('var(--picture)') },
  {
    id: 'state',
    get head() {
      return t('State');
    },
    widths: { narrow: '126px', middle: '130px', wide: '136px', vast: '160px' },
  },
  {
    id: 'patient',
    get head() {
      return t('Patient, and why here');
    },
    widths: {
      narrow: 'minmax(184px, 1fr)',
      middle: 'minmax(200px, 1fr)',
      wide: 'minmax(280px, 1.5fr)',
      // The reason first; what is left over goes to the bars, too: not a gap between the reason and the age.
      vast: 'minmax(480px, 1.6fr)',
    },
  },
  {
    id: 'age',
    get head() {
      return t('Age, sex');
    },
    sort: 'age',
    widths: { narrow: '50px', middle: '56px', wide: '64px', vast: '96px' },
  },
  {
    id: 'types',
    get head() {
      return t('Flagged types');
    },
    widths: {
      narrow: '118px',
      middle: '118px',
      wide: 'minmax(176px, 0.5fr)',
      vast: 'minmax(200px, 300px)',
    },
  },
  {
    id: 'any',
    get head() {
      return t('Any hemorrhage');
    },
    sort: 'any',
    widths: { narrow: '92px', middle: '108px', wide: '150px', vast: 'minmax(220px, 0.4fr)' },
  },
  {
    id: 'scanned',
    get head() {
      return t('Scanned');
    },
    sort: 'scanned',
    widths: { narrow: '72px', middle: '76px', wide: '84px', vast: '116px' },
  },
  {
    id: 'received',
    get head() {
      return t('Received');
    },
    sort: 'received',
    widths: { narrow: null, middle: '68px', wide: '76px', vast: '108px' },
  },
  {
    id: 'care',
    get head() {
      return t('Waiting');
    },
    // "Reader: hemorrhage" takes 124 px.
    widths: { narrow: '84px', middle: '126px', wide: '128px', vast: '136px' },
  },
  {
    id: 'coverage',
    get head() {
      return t('Coverage');
    },
    widths: { narrow: null, middle: '96px', wide: '116px', vast: '160px' },
  },
];

/** Room for what can be done to a row. */
const ACTIONS = '84px';

/** Height of a row, and side of its picture, in px. */
export const ROW_SIZES: Readonly<
  Record<Density, { readonly row: number; readonly picture: number }>
> = {
  compact: { row: 34, picture: 28 },
  standard: { row: 44, picture: 38 },
  comfortable: { row: 68, picture: 60 },
};

/** Names of the columns that can be left out. */
export const COLUMN_NAMES: Readonly<Record<HideableColumn, string>> = {
  get picture() {
    return t('Key slice');
  },
  get age() {
    return t('Age and sex');
  },
  get types() {
    return t('Flagged types');
  },
  get scanned() {
    return t('Scan time');
  },
  get received() {
    return t('Received');
  },
  get coverage() {
    return t('Coverage');
  },
};

/** The columns that are shown: those that were not left out and that there is room for. */
export const shownColumns = (hidden: readonly HideableColumn[], room: Room): readonly Column[] =>
  COLUMNS.filter(
    ({ id, widths }) => widths[room] !== null && !hidden.some((column) => column === id),
  );

/** What CSS needs to lay them out. */
export const columnStyle = (
  columns: readonly Column[],
  room: Room,
  density: Density,
): Readonly<Record<`--${string}`, string>> => ({
  '--columns': [...columns.map(({ widths }) => widths[room] ?? ''), ACTIONS].join(' '),
  '--picture': `${ROW_SIZES[density].picture}px`,
});

/** How many types there is room for; of more the last place says how many. */
export const chipsThatFit = (room: Room, density: Density): number => {
  if (density === 'compact') return isTight(room) ? 2 : 3;
  return isTight(room) ? 4 : 5;
};
