import { sharing } from '#base';
import {
  type BesideSlices,
  type Caution,
  type ContradictedInstance,
  type InstanceOfSeries,
  InstancesBySeries,
  type SliceHeader,
  type Study,
  sliceKey,
  studyGroup,
  type UnreadInstance,
} from '#dicom';
import { type HeldStudy, heldStudy, readStudy } from '../worklist/held-study.ts';

/** Studies that grow while files are read. */
export interface GrowingStudies {
  readonly sliceCount: number;
  add(headers: Iterable<SliceHeader>): void;
  /** Files that gave no slice: the series that they are of says so when its study is grouped next. */
  addUnread(files: Iterable<UnreadInstance>): void;
  /** Files that were read, and that a DICOMDIR says are something else: the same. */
  addContradicted(files: Iterable<ContradictedInstance>): void;
  /** The file that gave a slice when reading was over last, in a study that has a Study Instance UID; undefined: none did. */
  ownerOf(header: SliceHeader): string | undefined;
  /** The slices of a file are not there any more: others, `like` one of which, will take their place. Gives how many they were. */
  remove(sourceId: string, like: SliceHeader): number;
  /** The studies that got slices since the last call, grouped anew; the cost is theirs alone. */
  regroup(): readonly Study[];
  /**
   * Reading ends, and not all was read: the same with those that were under way, each with the caution that slices of it may be missing. It
   * goes where more slices come, or where files of the study are given again and all is read.
   */
  breakOff(): readonly Study[];
  /** All was read: the same with those that were under way at a {@link breakOff}, whose files were given again since. */
  readAgain(): readonly Study[];
  /**
   * Whether a study seems complete while others are still being read: the slice read last was another's. Files mostly come study by
   * study; one that was thought complete and grew after all is not trusted again before {@link settle}.
   */
  isSettled(key: string): boolean;
  /** Reading is over: all are complete. */
  settle(): void;
  clear(): void;
}

const ENDED_EARLY = 'reading ended early: slices may be missing';
/** Its slices were being read when reading was stopped or broke off: what is here may pass for the whole. */
const CUT_SHORT: Caution = { code: 'reading-stopped', short: ENDED_EARLY, text: ENDED_EARLY };

const cutShort = (study: Study): Study => ({
  ...study,
  series: study.series.map((series) => ({ ...series, cautions: [...series.cautions, CUT_SHORT] })),
});

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

/** No studies yet. Slices are grouped by what is given, `groupStudies`: the start of the page has no room for it. */
export function growingStudies(
  groupStudies: (headers: readonly SliceHeader[], beside: BesideSlices) => readonly Study[],
): GrowingStudies {
  const groups = new Map<string, Group>();
  const unread = new InstancesBySeries<UnreadInstance>();
  const contradicted = new InstancesBySeries<ContradictedInstance>();
  const beside: BesideSlices = { unreadOf: unread.of, contradictedOf: contradicted.of };
  let grown = new Set<string>();
  /** Those that were under way when reading was broken off, and of these those whose files were given again. */
  const broken = new Set<string>();
  const seenAgain = new Set<string>();
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
    last = '';
    seenAgain.clear();
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

  const groupsOf = ({
    studyInstanceUid,
    seriesInstanceUid,
  }: InstanceOfSeries): readonly string[] =>
    studyInstanceUid === ''
      ? [...groups.keys()].filter((key) => key.startsWith(`series:${seriesInstanceUid}\u0000`))
      : [studyInstanceUid].filter((key) => groups.has(key));

  const addBeside = <I extends InstanceOfSeries>(to: InstancesBySeries<I>, files: Iterable<I>) => {
    for (const file of files) {
      to.add(file);
      for (const key of groupsOf(file)) {
        // One that was cut short says so until its slices come.
        if (!broken.has(key)) grown.add(key);
      }
    }
  };

  const isSettled = (key: string): boolean => !current.has(key) && !fickle.has(key);
  const regroup = (isBroken = false): readonly Study[] => {
    const before = current;
    const studies: Study[] = [];
    for (const key of grown) {
      const group = groupAt(key);
      const members = groupStudies(growing(group), beside).map((study) => {
        described = sharingDescription(isBroken ? cutShort(study) : study, described);
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
    for (const key of grown) broken.delete(key);
    grown = new Set();
    return studies;
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
    addUnread: (files) => addBeside(unread, files),
    addContradicted: (files) => addBeside(contradicted, files),
    ownerOf: (header) => {
      const group = groups.get(studyGroup(header));
      if (group === undefined) return undefined;
      group.owners ??= ownersIn(group);
      const owner = group.owners.get(sliceIn(header));
      if (owner !== undefined && broken.has(studyGroup(header))) seenAgain.add(studyGroup(header));
      return owner;
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
    regroup: () => regroup(),
    breakOff: () => {
      const whole = regroup();
      for (const [key, { members }] of groups) {
        if (!members.every((member) => isSettled(member.key))) grown.add(key);
      }
      const keys = [...grown];
      const cut = regroup(true);
      for (const key of keys) broken.add(key);
      const told = new Set(cut.map(({ key }) => key));
      return [...whole.filter(({ key }) => !told.has(key)), ...cut];
    },
    readAgain: () => {
      for (const key of seenAgain) if (broken.has(key)) grown.add(key);
      return regroup();
    },
    isSettled,
    settle,
    clear: () => {
      groups.clear();
      unread.clear();
      contradicted.clear();
      broken.clear();
      grown = new Set();
      settle();
      sliceCount = 0;
      held = undefined;
    },
  };
}
