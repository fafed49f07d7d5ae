import { describe, expect, it, vi } from 'vitest';
import { type AuditEntry, verifyAudit } from '#audit';
import { ms } from '#base';
import type { Study } from '#dicom';
import { emptyRecord, type GivenVerdict, type VerdictRecord, withUndone } from '#verdicts';
import { createEngineStore } from '../analysis/state.ts';
import { createFolderStore } from '../folder/state.ts';
import { createHistoryStore } from '../history/state.ts';
import { createIntakeStore } from '../intake/state.ts';
import { createMeasurementsStore } from '../measurements/state.ts';
import { createModelsStore } from '../models/state.ts';
import { changeStudy, createPacsStore } from '../pacs/state.ts';
import { closedReading, createReadingStore } from '../reading/state.ts';
import { NO_SEAL, newSealKey, sealWith } from '../seal.ts';
import { createSettingsStore } from '../settings/state.ts';
import type { Stores } from '../stores.ts';
import { createVerdictsStore } from '../verdicts/state.ts';
import { careAfter, signedLater } from '../worklist/care.ts';
import { anEntry, aResult, aSummary } from '../worklist/entries.fixture.ts';
import { createNoticesStore } from '../worklist/notices.ts';
import { changeEntry, createWorklistStore } from '../worklist/state.ts';
import { auditActions } from './actions.ts';
import { memoryShelf } from './shelf.ts';

const KEY = '1.2.840.99 of Doe, Jane';
const NOW = Date.UTC(2026, 4, 4, 8);

const stores = (): Stores => ({
  settings: createSettingsStore(null),
  engine: createEngineStore(),
  models: createModelsStore('models/tiny/'),
  intake: createIntakeStore(),
  pacs: createPacsStore(),
  folder: createFolderStore(),
  worklist: createWorklistStore(NOW),
  reading: createReadingStore(),
  verdicts: createVerdictsStore([]),
  measurements: createMeasurementsStore([]),
  history: createHistoryStore(),
  notices: createNoticesStore(),
});

async function aTab(seal = sealWithin()) {
  const all = stores();
  const shelf = memoryShelf();
  const audit = auditActions(
    async () => shelf,
    all,
    await seal,
    () => NOW,
  );
  /** What was logged, in order: action, initials, details; the beginning and the tab's own left out. */
  const logged = async () => {
    const trail = await audit.auditTrail();
    const text = (await trail?.file()) ?? '';
    expect((await verifyAudit(text)).fault).toBeNull();
    const entries = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const own = ['begun', 'tab-opened', 'log-exported', 'file-end'];
    return { text, entries: entries.filter(({ action }) => !own.includes(action)) };
  };
  const enter = (entry = anEntry(KEY)) =>
    all.worklist.setState(({ entries }) => ({ entries: new Map(entries).set(entry.key, entry) }));
  return { all, audit, logged, enter, shelf };
}

const GIVEN: GivenVerdict = {
  verdict: { kind: 'hemorrhage', types: ['subdural'], asFlagged: false },
  at: ms(NOW),
  by: 'EF',
  stage: 'open',
  analysisKey: 'x',
  flagged: null,
  undoneAt: null,
};

const sealWithin = async () => sealWith(await newSealKey());
/** Images are there; nobody looks into them here. */
const IMAGES = { series: [], chosen: null } as unknown as Study;

describe('the audit log of a tab', () => {
  it('says what became of a study from its arrival to its export, in order, by its seal alone', async () => {
    const { all, audit, logged, enter } = await aTab();
    all.settings.setState({ initials: 'AB' });
    enter(anEntry(KEY, { study: IMAGES }));
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, phase: { kind: 'reading' } }));
    const result = aResult(0.9);
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, phase: { kind: 'ranked', result } }));
    all.reading.setState({ ...closedReading(), openKey: KEY, opening: 1 });
    const signed = { at: ms(NOW), by: 'CD' };
    for (const to of ['open', 'acknowledged', 'done'] as const) {
      changeEntry(all.worklist, KEY, (entry) => ({
        ...entry,
        care: careAfter(entry.care, to, signed),
      }));
    }
    changeEntry(all.worklist, KEY, (entry) => ({
      ...entry,
      care: careAfter(entry.care, 'acknowledged', { at: ms(NOW), by: '' }),
    }));
    changeEntry(all.worklist, KEY, (entry) => ({
      ...entry,
      care: signedLater(entry.care, 'GH', ms(NOW)),
    }));
    all.verdicts.setState({ byStudy: new Map([[KEY, { ...emptyRecord(KEY), log: [GIVEN] }]]) });
    audit.wasDone({ action: 'exported', studyKey: KEY, details: { what: 'results-dicom' } });
    const uid = aSummary().studyInstanceUid;
    changeStudy(all.pacs, uid, (study) => ({ ...study, result: { kind: 'sent', at: ms(NOW) } }));
    const { text, entries } = await logged();
    expect(entries.map(({ action, by, details }) => [action, by, details])).toEqual([
      ['settings', 'AB', { initials: 'AB' }],
      ['received', '', { series: 2, slices: 5 }],
      ['analyzed', '', { outcome: 'ranked', slices: 5, left: 0, flagged: ['any'], model: 'ab12' }],
      ['opened', 'AB', {}],
      ['care', 'CD', { from: 'open', to: 'acknowledged' }],
      ['care', 'CD', { from: 'acknowledged', to: 'done' }],
      ['care', '', { from: 'done', to: 'acknowledged' }],
      ['signed', 'GH', { of: 'acknowledged' }],
      ['verdict', 'EF', { verdict: 'hemorrhage', types: ['subdural'], stage: 'open' }],
      ['exported', 'AB', { what: 'results-dicom' }],
      ['pacs-stored', 'AB', {}],
    ]);
    const studies = new Set(entries.slice(1).map(({ study }) => study));
    expect([...studies]).toEqual([expect.stringMatching(/^~[0-9a-f]{32}$/)]);
    for (const plain of [KEY, 'Doe', uid, 'ID-7', 'A-5', 'CT head']) {
      expect(text).not.toContain(`${plain}"`);
    }
  });

  it('says that a prior was looked at beside the open study, once for each time that it hangs there', async () => {
    const { all, logged, enter } = await aTab();
    enter(anEntry(KEY, { study: IMAGES }));
    enter(anEntry('prior', { study: IMAGES }));
    all.reading.setState({ ...closedReading(), openKey: KEY, opening: 1 });
    all.reading.setState({ besideKey: 'prior' });
    all.reading.setState({ slice: 4 });
    all.reading.setState({ besideKey: null });
    const { entries } = await logged();
    const opened = entries.filter(({ action }) => action === 'opened');
    expect(opened).toHaveLength(2);
    expect(new Set(opened.map(({ study }) => study)).size).toBe(2);
  });

  it('says of a verdict that it was taken back and given again, and when a result was revealed; once, under whatever key', async () => {
    const { all, logged } = await aTab();
    const set = (record: VerdictRecord) =>
      all.verdicts.setState({ byStudy: new Map([[record.studyKey, record]]) });
    const record = { ...emptyRecord(KEY), log: [{ ...GIVEN, stage: 'first' as const }] };
    set(record);
    set(withUndone(record, 0, ms(NOW)));
    const again = withUndone(record, 0, null);
    set(again);
    const reveal = { at: ms(NOW), flagged: [], operatingPoint: 'balanced', modelHash: 'ab12' };
    const revealed = { ...again, blinded: { openedAt: null, shownBefore: false, reveal } };
    set(revealed);
    set({ ...revealed, studyKey: 'under its own name' });
    const { entries } = await logged();
    expect(entries.map(({ action, details }) => [action, details.stage])).toEqual([
      ['verdict', 'first'],
      ['verdict-undone', 'first'],
      ['verdict-again', 'first'],
      ['revealed', undefined],
    ]);
  });

  it('says why a study was not analyzed, and what was taken back', async () => {
    const { all, logged, enter } = await aTab();
    enter();
    const reason = { code: 'no-engine', text: 'patient Doe has none' } as const;
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, phase: { kind: 'failed', reason } }));
    const done = careAfter(anEntry(KEY).care, 'done', { at: ms(NOW), by: '' });
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, care: done }));
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, care: anEntry(KEY).care }));
    changeEntry(all.worklist, KEY, (entry) => ({
      ...entry,
      pin: { note: 'Doe', pinnedAt: ms(1) },
    }));
    const { text, entries } = await logged();
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['not-analyzed', { reason: 'no-engine' }],
      ['care', { from: 'unread', to: 'done' }],
      ['care', { from: 'done', to: 'unread' }],
      ['pinned', {}],
    ]);
    expect(text).not.toContain('Doe');
  });

  it('lays it to nobody that a study is unread again whose images grew', async () => {
    const { all, logged, enter } = await aTab();
    enter();
    const done = careAfter(anEntry(KEY).care, 'done', { at: ms(NOW), by: 'CD' });
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, care: done }));
    const study = IMAGES;
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, care: anEntry(KEY).care, study }));
    const { entries } = await logged();
    expect(
      entries.filter(({ action }) => action === 'care').map(({ by, details }) => [by, details]),
    ).toEqual([
      ['CD', { from: 'unread', to: 'done' }],
      ['', { because: 'more-images', from: 'done', to: 'unread' }],
    ]);
  });

  it('takes a study that is found again under its own name for no new one', async () => {
    const { all, logged, enter } = await aTab();
    const kept = anEntry('~00112233445566778899aabbccddeeff', {
      phase: { kind: 'ranked', result: aResult(0.9) },
      care: careAfter(anEntry('x').care, 'acknowledged', { at: ms(1), by: 'AB' }),
    });
    enter(kept);
    all.worklist.setState({ entries: new Map([[KEY, { ...kept, key: KEY }]]) });
    changeEntry(all.worklist, KEY, (entry) => ({ ...entry, study: IMAGES }));
    expect((await logged()).entries.map(({ action }) => action)).toEqual(['received']);
  });

  it('says which settings changed, words that are typed as one, and nothing of a PIN or a view’s name', async () => {
    vi.useFakeTimers();
    try {
      const { all, logged } = await aTab();
      for (const initials of ['A', 'AB']) all.settings.setState({ initials });
      all.settings.setState({ operatingPoint: 'highSensitivity', maskNames: false });
      all.settings.setState({ lockPin: { salt: 'beef', hash: 'cafe', rounds: 1 } });
      all.settings.setState({ engines: { x: 'own-wasm' }, tourStep: 3 });
      const { text, entries } = await logged();
      expect(entries.map(({ details }) => details)).toEqual([
        {
          initials: 'AB',
          operatingPoint: 'highSensitivity',
          maskNames: false,
          lockPin: 'changed',
        },
      ]);
      expect(text).not.toContain('cafe');
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps what was done before it says so, however soon the tab is closed, and holds nobody up where nothing can be kept', async () => {
    const { audit, shelf } = await aTab();
    audit.wasDone({ action: 'exported', studyKey: KEY });
    await audit.logged();
    const entries = (await shelf.all()) as readonly AuditEntry[];
    expect(entries.map(({ action }) => action)).toEqual(['begun', 'tab-opened', 'exported']);

    vi.useFakeTimers();
    try {
      const hanging = () => new Promise<never>(() => undefined);
      const stuck = auditActions(hanging, stores(), await sealWithin(), () => NOW);
      stuck.wasDone({ action: 'exported', studyKey: KEY });
      const said = stuck.logged();
      await vi.advanceTimersByTimeAsync(2000);
      await said;
    } finally {
      vi.useRealTimers();
    }
  });

  it('names no study at all where nothing is to be kept, and none in clear where nothing can be sealed', async () => {
    const off = await aTab();
    off.all.settings.setState({ keepResults: false });
    off.audit.wasDone({ action: 'exported', studyKey: KEY });
    const [, exported] = (await off.logged()).entries;
    expect(exported).toMatchObject({ action: 'exported', study: null });

    const unsealed = await aTab(Promise.resolve(NO_SEAL));
    unsealed.audit.wasDone({ action: 'exported', studyKey: KEY });
    unsealed.audit.wasDone({ action: 'exported', studyKey: KEY });
    const [one, other] = (await unsealed.logged()).entries;
    expect(one.study).toMatch(/^~/);
    expect(other.study).toBe(one.study);
  });

  it('says which model reads, each time it is another, and that the screen was covered', async () => {
    const { all, audit, logged } = await aTab();
    const ready = (modelHash: string) => {
      const manifest = { id: 'tiny', title: 'Tiny' };
      all.engine.setState(
        { phase: 'ready', manifest, modelHash, kind: 'own-wasm' } as unknown as ReturnType<
          Stores['engine']['getState']
        >,
        true,
      );
    };
    ready('a'.repeat(64));
    ready('a'.repeat(64));
    ready('b'.repeat(64));
    for (const action of ['locked', 'pin-refused', 'unlocked', 'erased'] as const) {
      audit.wasDone({ action });
    }
    const { entries } = await logged();
    expect(entries.map(({ action }) => action)).toEqual([
      'model',
      'model',
      'locked',
      'pin-refused',
      'unlocked',
      'erased',
    ]);
    expect(entries[1].details).toEqual({ engine: 'own-wasm', hash: 'b'.repeat(12), id: 'tiny' });
  });

  it('is whole at every look, also while things are done', async () => {
    const { all, audit, enter } = await aTab();
    const trail = await audit.auditTrail();
    enter();
    for (let each = 0; each < 5; each += 1) {
      all.reading.setState({ ...closedReading(), openKey: KEY, opening: each + 1 });
      expect((await trail?.check())?.fault).toBeNull();
    }
    expect((await trail?.check())?.whole).toBe(2 + 5);
  });
});
