import { sharing } from '#base';
import { groupStudies, type SliceHeader, type Study, sliceKey, studyGroup } from '#dicom';
import { type HeldStudy, heldStudy, readStudy } from '../worklist/held-study.ts';

/** Studies that grow while files are read. */
export interface GrowingStudies {
  readonly sliceCount: number;
  add(headers: Iterable<SliceHeader>): void;
  /** The file that gave a slice when reading was over last, in a study that has a Study Instance UID; undefined: none did. */
  ownerOf(header: SliceHeader): string | undefined;
  /** The slices of a file are not there any more: others, `like` one of which, will take their place. Gives how many they were. */
  remove(sourceId: string, like: SliceHeader): number;
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

/** The slices under one {@link studyGroup}. */
interface Group {
  /** All of them while they grow; null: those of the members, which hold them in less room. */
  headers: SliceHeader[] | null;
  /** As they were grouped last. */
  members: readonly HeldStudy[];
  /** As they were when reading was over last. */
  settled: readonly HeldStudy[];
  /** The sources of the settled ones' slices; null: nobody asked yet. */
  owners: Map<string, string> | null;
}

const headersOf = (studies: readonly HeldStudy[]): SliceHeader[] =>
  studies.flatMap((held) =>
    readStudy(held).series.flatMap(({ slices, duplicates }) => [...slices, ...duplicates]),
  );

const sliceIn = (header: SliceHeader): string =>
  `${header.patient.patientId}|${header.seriesInstanceUid}|${sliceKey(header)}`;

const ownersIn = (group: Group): Map<string, string> =>
  new Map(headersOf(group.settled).map((header) => [sliceIn(header), header.sourceId]));

/** No studies yet. */
export function growingStudies(): GrowingStudies {
  const groups = new Map<string, Group>();
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
  let held: HeldStudy | undefined;

  const settle = (): void => {
    current = new Set();
    trusted.clear();
    fickle.clear();
    for (const [key, group] of groups) {
      group.owners = null;
      if (grown.has(key)) continue;
      group.headers = null;
      group.settled = group.members;
    }
    newest = undefined;
    described = undefined;
  };
  const groupAt = (key: string): Group => {
    const known = groups.get(key);
    if (known !== undefined) return known;
    const group: Group = { headers: [], members: [], settled: [], owners: null };
    groups.set(key, group);
    return group;
  };
  const growing = (group: Group): SliceHeader[] => {
    group.headers ??= headersOf(group.members);
    return group.headers;
  };

  return {
    get sliceCount() {
      return sliceCount;
    },
    add: (headers) => {
      for (const header of headers) {
        last = studyGroup(header);
        const slices = growing(groupAt(last));
        // The slices of a series state most of their fifty attributes alike, and a study many as the one before it.
        newest = sharing(header, slices.at(-1) ?? newest);
        slices.push(newest);
        grown.add(last);
        sliceCount += 1;
      }
    },
    ownerOf: (header) => {
      const group = groups.get(studyGroup(header));
      if (group === undefined) return undefined;
      group.owners ??= ownersIn(group);
      return group.owners.get(sliceIn(header));
    },
    remove: (sourceId, like) => {
      const before = sliceCount;
      const keys = like.studyInstanceUid === '' ? [...groups.keys()] : [studyGroup(like)];
      for (const key of keys) {
        const group = groups.get(key);
        if (group === undefined) continue;
        const headers = growing(group);
        const rest = headers.filter((header) => header.sourceId !== sourceId);
        if (rest.length === headers.length) continue;
        sliceCount -= headers.length - rest.length;
        group.headers = rest;
        group.owners ??= ownersIn(group);
        for (const [slice, owner] of group.owners) {
          if (owner === sourceId) group.owners.delete(slice);
        }
        grown.add(key);
      }
      return before - sliceCount;
    },
    regroup: () => {
      const before = current;
      const studies: Study[] = [];
      for (const key of grown) {
        const group = groupAt(key);
        const members = groupStudies(growing(group)).map((study) => {
          described = sharingDescription(study, described);
          return described;
        });
        group.members = members.map((study) => {
          held = heldStudy(study, held);
          return held;
        });
        const keys = members.map(({ key }) => key);
        studies.push(...members);
        for (const key of keys) if (trusted.has(key)) fickle.add(key);
        if (key === last) current = new Set(keys);
        else for (const key of keys) trusted.add(key);
      }
      for (const key of before) if (!current.has(key)) trusted.add(key);
      grown = new Set();
      return studies;
    },
    isSettled: (key) => !current.has(key) && !fickle.has(key),
    settle,
    clear: () => {
      groups.clear();
      grown = new Set();
      settle();
      sliceCount = 0;
      held = undefined;
    },
  };
}
