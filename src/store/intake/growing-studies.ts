import { sharing } from '#base';
import { groupStudies, type SliceHeader, type Study, studyGroup } from '#dicom';

/** Studies that grow while files are read. */
export interface GrowingStudies {
  readonly sliceCount: number;
  add(headers: Iterable<SliceHeader>): void;
  /** The slices of a file are not there any more: others will take their place. Gives how many they were. */
  remove(sourceId: string): number;
  /** The studies that got slices since the last call, grouped anew; the cost is theirs alone. */
  regroup(): readonly Study[];
  /**
   * Whether a study seems complete while others are still being read: the slice read last was another's. Files mostly come study by
   * study; one that was thought complete and grew after all is not trusted again before {@link settle}.
   */
  isSettled(key: string): boolean;
  /** Reading is over: all are complete. */
  settle(): void;
  clear(): void;
}

/** What grouping says of a study in words and numbers, most of which it says of the one before, too; of slices, each header is shared as it is read. */
function sharingDescription(study: Study, like: Study | undefined): Study {
  return {
    ...study,
    chosen: sharing(study.chosen, like?.chosen),
    series: study.series.map((series, place) => {
      const { geometry, role, cautions } = like?.series[place] ?? {};
      return {
        ...series,
        geometry: sharing(series.geometry, geometry),
        role: sharing(series.role, role),
        cautions: sharing(series.cautions, cautions),
      };
    }),
  };
}

/** No studies yet. */
export function growingStudies(): GrowingStudies {
  const groups = new Map<string, SliceHeader[]>();
  let grown = new Set<string>();
  let last = '';
  /** The studies of the slice read last: several, where patients share a Study Instance UID. */
  let current: ReadonlySet<string> = new Set();
  /** Thought complete while the present files are read. */
  const trusted = new Set<string>();
  const fickle = new Set<string>();
  let sliceCount = 0;
  let newest: SliceHeader | undefined;
  let described: Study | undefined;

  const settle = (): void => {
    current = new Set();
    trusted.clear();
    fickle.clear();
  };

  return {
    get sliceCount() {
      return sliceCount;
    },
    add: (headers) => {
      for (const header of headers) {
        last = studyGroup(header);
        const group = groups.get(last);
        // The slices of a series state most of their fifty attributes alike, and a study many as the one before it.
        newest = sharing(header, group?.at(-1) ?? newest);
        if (group === undefined) groups.set(last, [newest]);
        else group.push(newest);
        grown.add(last);
        sliceCount += 1;
      }
    },
    remove: (sourceId) => {
      const before = sliceCount;
      for (const [key, group] of groups) {
        const rest = group.filter((header) => header.sourceId !== sourceId);
        if (rest.length === group.length) continue;
        sliceCount -= group.length - rest.length;
        groups.set(key, rest);
        grown.add(key);
      }
      return before - sliceCount;
    },
    regroup: () => {
      const before = current;
      const studies: Study[] = [];
      for (const group of grown) {
        const members = groupStudies(groups.get(group) ?? []).map((study) => {
          described = sharingDescription(study, described);
          return described;
        });
        const keys = members.map(({ key }) => key);
        studies.push(...members);
        for (const key of keys) if (trusted.has(key)) fickle.add(key);
        if (group === last) current = new Set(keys);
        else for (const key of keys) trusted.add(key);
      }
      for (const key of before) if (!current.has(key)) trusted.add(key);
      grown = new Set();
      return studies;
    },
    isSettled: (key) => !current.has(key) && !fickle.has(key),
    settle,
    clear: () => {
      settle();
      groups.clear();
      grown = new Set();
      sliceCount = 0;
      newest = undefined;
      described = undefined;
    },
  };
}
