import { ms } from '#base';
import {
  emptyRecord,
  nextStep,
  stageOf,
  standing,
  type Verdict,
  type VerdictRecord,
  verdictOf,
  withoutResult,
  withType,
} from '#verdicts';
import { did, forgetChanges } from '../history/state.ts';
import type { Stores } from '../stores.ts';
import { notice } from '../worklist/notices.ts';
import { worklistRows } from '../worklist/selectors.ts';
import {
  isSettled,
  rankedFindings,
  rankedResultOf,
  resultOf,
  type StudyEntry,
} from '../worklist/study-entry.ts';
import type { Others, VerdictActions, VerdictPorts, VerdictStores } from './lazy-actions.ts';
import { inThisTab, setRecord } from './set-record.ts';

/** The actions over the verdicts of a tab. Fetched with the first study that is opened. */
export function verdictActions(
  ports: VerdictPorts,
  stores: VerdictStores,
  others: Others,
): VerdictActions {
  noteOpenings(ports, stores);
  const withEntry = (key: string, act: (entry: StudyEntry) => void): void => {
    const entry = stores.worklist.getState().entries.get(key);
    if (entry !== undefined) act(entry);
  };
  return {
    giveVerdict: (key, kind) =>
      withEntry(key, (entry) => {
        const { stands, stage } = placeOf(stores, key);
        if (stands?.verdict.kind !== kind) {
          give(ports, stores, entry, verdictOf(kind, shownFlags(stores, entry)));
        } else if (stands.stage !== stage) {
          // The same as before the reveal: types that were named stay.
          give(ports, stores, entry, stands.verdict);
        }
      }),
    toggleType: (key, type) =>
      withEntry(key, (entry) => {
        const { stands } = placeOf(stores, key);
        give(ports, stores, entry, withType(stands?.verdict ?? null, type));
      }),
    goOn: (key) =>
      withEntry(key, (entry) => {
        const { record, blinded, stage, stands } = placeOf(stores, key);
        const step = nextStep(record, blinded, isSettled(entry));
        if (step === 'reveal') reveal(ports, stores, entry);
        if (step !== 'finish' || stands === null) return;
        if (stage === 'final' && stands.stage !== 'final') {
          give(ports, stores, entry, stands.verdict);
        }
        others.setCare(key, 'done');
        const next = nextUnread(ports, key);
        if (next === null) others.closeStudy();
        else others.openStudy(next);
      }),
    setBlinded: (on) =>
      switchBlinded(stores, others, on, (record) => setRecord(ports, stores, record)),
    followBlinded: (wanted) =>
      switchBlinded(stores, others, wanted(), (record) => inThisTab(stores, record)),
  };
}

/** `note` takes the records of what could be seen until now. */
function switchBlinded(
  stores: VerdictStores,
  others: Others,
  on: boolean,
  note: (record: VerdictRecord) => void,
): void {
  const { settings, notices, history, worklist } = stores;
  if (settings.getState().blinded === on) return;
  others.closeStudy();
  // What is said and taken back goes on among what the reader sees from now on.
  forgetChanges(history, ({ kind }) => kind === 'verdict');
  notices.setState({ flaggedUnseen: new Set(), latest: null });
  if (on) for (const entry of worklist.getState().entries.values()) noteShown(stores, entry, note);
  settings.setState({ blinded: on });
}

/** A study's record, and where in it a verdict that is given now goes. */
function placeOf({ verdicts, settings }: Pick<Stores, 'verdicts' | 'settings'>, key: string) {
  const { blinded } = settings.getState();
  const record = verdicts.getState().byStudy.get(key) ?? emptyRecord(key);
  const stage = stageOf(record, blinded);
  const stands = standing(stage === 'first' ? withoutResult(record) : record);
  return { record, blinded, stage, stands };
}

/** What the reader sees as flagged; null where there is no result, or it is hidden. */
const shownFlags = (stores: Pick<Stores, 'verdicts' | 'settings'>, entry: StudyEntry) =>
  placeOf(stores, entry.key).stage === 'first'
    ? null
    : (rankedResultOf(entry)?.findings.flagged ?? null);

function give(
  ports: Pick<VerdictPorts, 'storage' | 'now'>,
  stores: VerdictStores,
  entry: StudyEntry,
  verdict: Verdict,
): void {
  const { key, number } = entry;
  const { record, stage } = placeOf(stores, key);
  const given = {
    verdict,
    at: ms(ports.now()),
    by: stores.settings.getState().initials,
    stage,
    analysisKey: stage === 'first' ? '' : (rankedResultOf(entry)?.analysisKey ?? ''),
    flagged: shownFlags(stores, entry),
    undoneAt: null,
  };
  setRecord(ports, stores, { ...record, log: [...record.log, given] });
  did(stores.history, { kind: 'verdict', key, index: record.log.length });
  notice(stores.notices, { kind: 'verdict', number, verdict });
}

/** Shows a blinded reader the result, and keeps what it was. A first verdict can't be taken back after. */
function reveal(ports: VerdictPorts, stores: VerdictStores, entry: StudyEntry): void {
  const { key, number } = entry;
  const { record } = placeOf(stores, key);
  const result = resultOf(entry);
  const shown = {
    at: ms(ports.now()),
    flagged: rankedResultOf(entry)?.findings.flagged ?? null,
    operatingPoint: result?.findings.operatingPoint ?? '',
    modelHash: result?.model.hash ?? '',
  };
  forgetChanges(stores.history, (change) => change.kind === 'verdict' && change.key === key);
  const before = record.blinded ?? { openedAt: null, shownBefore: false };
  setRecord(ports, stores, { ...record, blinded: { ...before, reveal: shown } });
  notice(stores.notices, { kind: 'revealed', number });
}

/** Before results are hidden: which of them could be seen. */
function noteShown(
  stores: VerdictStores,
  entry: StudyEntry,
  note: (record: VerdictRecord) => void,
): void {
  const { record } = placeOf(stores, entry.key);
  const isNews = record.blinded?.shownBefore !== true && (record.blinded?.reveal ?? null) === null;
  if (rankedFindings(entry) === null || !isNews) return;
  const openedAt = record.blinded?.openedAt ?? null;
  note({ ...record, blinded: { openedAt, shownBefore: true, reveal: null } });
}

/** Keeps when a study was first opened with its result hidden. */
function noteOpenings(ports: VerdictPorts, stores: VerdictStores): void {
  const note = (openKey: string | null): void => {
    if (openKey === null) return;
    const { record, stage } = placeOf(stores, openKey);
    if (stage !== 'first' || (record.blinded?.openedAt ?? null) !== null) return;
    const blinded = {
      shownBefore: false,
      reveal: null,
      ...record.blinded,
      openedAt: ms(ports.now()),
    };
    setRecord(ports, stores, { ...record, blinded });
  };
  note(stores.reading.getState().openKey);
  stores.reading.subscribe(({ openKey, opening }, before) => {
    if (opening !== before.opening) note(openKey);
  });
}

/** The first unread study of the ranking but one; null where all were seen. */
function nextUnread({ shown }: Pick<VerdictPorts, 'shown'>, but: string): string | null {
  const rows = worklistRows(shown.getState());
  const isNext = ({ key, section, care }: (typeof rows)[number]) =>
    key !== but && section === 'ranking' && care === 'unread';
  return rows.find(isNext)?.key ?? null;
}
