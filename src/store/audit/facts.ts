import type { AuditDetails } from '#audit';
import { studyOfRow } from '../pacs/selectors.ts';
import type { Settings } from '../settings/state.ts';
import { isFromElsewhere } from '../tabs/heard.ts';
import { careState, lateSignature } from '../worklist/care.ts';
import { heardOf, resultOf, type StudyEntry } from '../worklist/study-entry.ts';
import type { Changed, Heard } from './actions.ts';

/** What happened, before its study is sealed. */
export interface PlainFact {
  readonly at: number;
  readonly action: string;
  readonly studyKey: string | null;
  /** Initials, where a reader did it. */
  readonly by: string;
  readonly details: AuditDetails;
}

/** Less than a fact: what a store's change alone tells. */
type Told = Pick<PlainFact, 'action'> &
  Partial<Pick<PlainFact, 'studyKey' | 'details'>> & {
    /** true: by whoever's initials are set. */
    readonly by?: string | true;
  };

type Of<Store extends Changed['store']> = Omit<Extract<Changed, { store: Store }>, 'store'>;

/** A hash in short: enough to find it by. */
const SHORT = 12;

type Entries = ReadonlyMap<string, StudyEntry>;

/** What is to be logged of something heard; [] where it is nothing. Settings and studies as they are then. */
export function factsOf(
  { what, at }: Heard,
  settings: Pick<Settings, 'initials' | 'keepResults'>,
  entries: Entries,
): readonly PlainFact[] {
  const told: readonly Told[] =
    'store' in what
      ? toldBy(what, entries)
      : [
          {
            action: what.action,
            by: what.action === 'locked' || what.action === 'pin-refused' ? '' : true,
            ...(what.studyKey === undefined ? {} : { studyKey: what.studyKey }),
            ...(what.details === undefined ? {} : { details: what.details }),
          },
        ];
  return told.map(({ action, studyKey = null, by = '', details = {} }) => ({
    at,
    action,
    // Nothing of studies is kept where the reader wants it so: that something was done with one is.
    studyKey: settings.keepResults ? studyKey : null,
    by: by === true ? settings.initials : by,
    details,
  }));
}

function toldBy(changed: Changed, entries: Entries): readonly Told[] {
  switch (changed.store) {
    case 'worklist':
      return ofWorklist(changed);
    case 'reading':
      return ofReading(changed);
    case 'verdicts':
      return ofVerdicts(changed);
    case 'measurements':
      return ofMeasurements(changed);
    case 'pacs':
      return ofPacs(changed, entries);
    case 'settings':
      return ofSettings(changed);
    default:
      return ofEngine(changed);
  }
}

function ofWorklist({ now, before }: Of<'worklist'>): readonly Told[] {
  if (now.entries === before.entries) return [];
  return [...now.entries.values()].flatMap((entry) => {
    const was = before.entries.get(entry.key);
    return was === entry
      ? []
      : ofEntry(entry, was).map((told) => ({ studyKey: entry.key, ...told }));
  });
}

function ofEntry(entry: StudyEntry, was: StudyEntry | undefined): readonly Told[] {
  const told: Told[] = [];
  if (entry.study !== null && (was?.study ?? null) === null) {
    const { seriesCount: series, sliceCount: slices } = entry.summary;
    told.push({ action: 'received', details: { series, slices } });
  }
  // A row that was found again under its own name is the same one as before.
  if (was === undefined) return told;
  if (isOver(entry) && !isOver(was)) told.push(outcomeOf(entry));
  const [from, to] = [careState(was.care), careState(entry.care)];
  // That it was opened is told by the reading room, for every time.
  const isOpening = from === 'unread' && to === 'open';
  if (to !== from && !isOpening && !isFromElsewhere(entry.care)) {
    const { done, acknowledged } = entry.care;
    const signed = to === 'done' ? done : to === 'acknowledged' ? acknowledged : null;
    // Nobody's act: it was done, and more of its images came.
    const grew = to === 'unread' && entry.study !== was.study;
    told.push({
      action: 'care',
      by: grew ? '' : (signed?.by ?? true),
      details: { to, from, ...(grew ? { because: 'more-images' } : {}) },
    });
  }
  const late = isFromElsewhere(entry.care) ? null : lateSignature(was.care, entry.care);
  if (late !== null) told.push({ action: 'signed', by: late.by, details: { of: late.of } });
  if (entry.pin !== was.pin && !isFromElsewhere(entry))
    told.push({ action: entry.pin === null ? 'unpinned' : 'pinned', by: true });
  return told;
}

const isOver = ({ phase: { kind } }: StudyEntry): boolean =>
  kind === 'ranked' || kind === 'partial' || kind === 'unsuitable' || kind === 'failed';

function outcomeOf(entry: StudyEntry): Told {
  const { phase } = entry;
  if (phase.kind === 'failed') {
    return { action: 'not-analyzed', details: { reason: phase.reason.code } };
  }
  const result = resultOf(entry);
  const heard = heardOf(entry);
  return {
    action: 'analyzed',
    details: {
      outcome: phase.kind,
      ...(phase.kind === 'unsuitable' ? { reasons: phase.reasons.map(({ code }) => code) } : {}),
      slices: heard.slices.size,
      left: heard.notAnalysed.size,
      ...(result === null
        ? {}
        : { flagged: result.findings.flagged, model: result.model.hash.slice(0, SHORT) }),
    },
  };
}

function ofReading({ now, before }: Of<'reading'>): readonly Told[] {
  const { openKey, besideKey } = now;
  const opened = openKey === null || now.opening === before.opening ? [] : [openKey];
  // A prior that hangs beside is looked at, too.
  const beside = besideKey === null || besideKey === before.besideKey ? [] : [besideKey];
  return [...opened, ...beside].map((studyKey) => ({ action: 'opened', studyKey, by: true }));
}

function ofVerdicts({ now, before }: Of<'verdicts'>): readonly Told[] {
  const were = [...before.byStudy.values()];
  // Found again under the study's own name, it is no other.
  const known = new Set(were.flatMap(({ log }) => log));
  const revealed = new Set(were.map(({ blinded }) => blinded?.reveal ?? null).concat(null));
  return [...now.byStudy.values()].flatMap(({ studyKey, log, blinded }): readonly Told[] => {
    const first = before.byStudy.get(studyKey)?.log.length ?? 0;
    const given = log.flatMap((one, at): readonly Told[] => {
      if (known.has(one) || isFromElsewhere(one)) return [];
      const again = one.undoneAt === null ? 'verdict-again' : 'verdict-undone';
      const { kind } = one.verdict;
      const types = one.verdict.kind === 'hemorrhage' ? { types: one.verdict.types } : {};
      const details = { verdict: kind, ...types, stage: one.stage };
      return [{ action: at < first ? again : 'verdict', studyKey, by: one.by, details }];
    });
    const reveal = blinded?.reveal ?? null;
    return revealed.has(reveal) || isFromElsewhere(reveal)
      ? given
      : [...given, { action: 'revealed', studyKey, by: true }];
  });
}

function ofMeasurements({ now, before }: Of<'measurements'>): readonly Told[] {
  return [...now.byStudy].flatMap(([studyKey, list]) => {
    const was = before.byStudy.get(studyKey);
    const isRenamed = was === undefined && [...before.byStudy.values()].includes(list);
    return isRenamed || isFromElsewhere(list) || list.length === (was?.length ?? 0)
      ? []
      : [{ action: 'measured', studyKey, by: true as const, details: { count: list.length } }];
  });
}

function ofPacs({ now, before }: Of<'pacs'>, entries: Entries): readonly Told[] {
  const results = [...now.studies].flatMap(([uid, { result }]): readonly Told[] => {
    if (result.kind !== 'sent' && result.kind !== 'not-sent') return [];
    if (before.studies.get(uid)?.result === result) return [];
    const action = result.kind === 'sent' ? 'pacs-stored' : 'pacs-not-stored';
    const studyKey = studyOfRow(entries, uid, now.seals.get(uid))?.key ?? null;
    return [{ action, studyKey, by: true }];
  });
  // The words of an alarm name a study.
  return now.alarm !== null && now.alarm !== before.alarm
    ? [...results, { action: 'pacs-alarm' }]
    : results;
}

/** What the program keeps for itself among the settings. */
const NOT_THE_READERS: readonly string[] = ['version', 'engines', 'tourStep', 'initialsAsked'];
/** Whose words say what was set; of all others it is said that they changed. */
const TOLD_IN_WORDS: readonly string[] = [
  'theme',
  'initials',
  'operatingPoint',
  'layout',
  'density',
  'model',
];

const adaptationWords = (adaptation: Settings['adaptation']): string =>
  adaptation === null
    ? 'taken back'
    : `in use, fitted on ${adaptation.calibration.basis.studies} studies`;

function ofSettings({ now, before }: Of<'settings'>): readonly Told[] {
  const details = Object.fromEntries(
    Object.entries(now)
      .filter(([name]) => !NOT_THE_READERS.includes(name))
      .filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(before, name)),
      )
      .map(([name, value]) => {
        const isPlain =
          typeof value === 'boolean' || typeof value === 'number' || TOLD_IN_WORDS.includes(name);
        if (name === 'adaptation') return [name, adaptationWords(now.adaptation)];
        return [name, isPlain ? (value as string | number | boolean) : 'changed'];
      }),
  );
  return Object.keys(details).length === 0 ? [] : [{ action: 'settings', by: true, details }];
}

function ofEngine({ now, before }: Of<'engine'>): readonly Told[] {
  if (now.phase === 'failed' && before.phase !== 'failed') {
    return [{ action: 'model-failed', details: { reason: now.reason.code } }];
  }
  if (now.phase !== 'ready') return [];
  if (before.phase === 'ready' && before.modelHash === now.modelHash) return [];
  const { manifest, modelHash, kind } = now;
  return [
    {
      action: 'model',
      details: { id: manifest.id, hash: modelHash.slice(0, SHORT), engine: kind },
    },
  ];
}
