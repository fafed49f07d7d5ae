import { groupStudies, type SliceHeader, type Study, studyIdentity } from '#dicom';

/** Studies that grow while files are read. */
export interface GrowingStudies {
  readonly sliceCount: number;
  /** All slices so far. */
  headers(): Iterable<SliceHeader>;
  add(headers: Iterable<SliceHeader>): void;
  /** The studies that got slices since the last call, grouped anew; the cost is theirs alone. */
  regroup(): readonly Study[];
  /**
   * Whether a study seems complete while others are still being read: it got nothing between the last two regroupings. Files mostly
   * come study by study; one that was thought complete and grew after all is not trusted again before {@link settle}.
   */
  isSettled(key: string): boolean;
  /** Reading is over: all are complete. */
  settle(): void;
  clear(): void;
}

/** No studies yet. */
export function growingStudies(): GrowingStudies {
  const groups = new Map<string, SliceHeader[]>();
  let grown = new Set<string>();
  let growing: ReadonlySet<string> = new Set();
  let settled = new Set<string>();
  const fickle = new Set<string>();
  let sliceCount = 0;

  return {
    get sliceCount() {
      return sliceCount;
    },
    headers: () => [...groups.values()].flat(),
    add: (headers) => {
      for (const header of headers) {
        const identity = studyIdentity(header);
        const group = groups.get(identity);
        if (group === undefined) groups.set(identity, [header]);
        else group.push(header);
        grown.add(identity);
        sliceCount += 1;
      }
    },
    regroup: () => {
      const studies = [...grown].flatMap((identity) => groupStudies(groups.get(identity) ?? []));
      grown = new Set();
      const before = growing;
      growing = new Set(studies.map(({ key }) => key));
      for (const key of before) settled.add(key);
      for (const key of growing) {
        if (settled.delete(key) && !before.has(key)) fickle.add(key);
      }
      return studies;
    },
    isSettled: (key) => !growing.has(key) && !fickle.has(key),
    settle: () => {
      growing = new Set();
      settled = new Set();
      fickle.clear();
    },
    clear: () => {
      groups.clear();
      grown = new Set();
      growing = new Set();
      settled = new Set();
      fickle.clear();
      sliceCount = 0;
    },
  };
}
