import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ms } from '#base';
import { createFolderStore } from '../folder/state.ts';
import { createPacsStore } from '../pacs/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { UNSEEN } from '../worklist/care.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { createWorklistStore } from '../worklist/state.ts';
import { type Channel, feedWalls, WALL_BEAT_MS, WALL_HELLO } from './wall-feed.ts';
import { isWallNews, type WallNews, wallNews } from './wall-rows.ts';

const MINUTE = 60_000;

function aWorklist(count: number) {
  const worklist = createWorklistStore(20 * MINUTE);
  const { startedAt: shift } = worklist.getState().shift;
  const summary = { ...anEntry('x').summary, patientName: 'Doe^Jane', patientId: 'ID-77' };
  const entries = Array.from({ length: count }, (_, index) =>
    anEntry(`study-${index}`, {
      number: index + 1,
      shift,
      summary,
      receivedAt: ms(index * MINUTE),
      phase: { kind: 'ranked', result: aResult(index === 3 ? 0.97 : 0.1) },
    }),
  );
  const done = { ...UNSEEN, done: { at: ms(1), by: 'AB' } };
  const all = [
    ...entries,
    anEntry('done', {
      number: 90,
      shift,
      summary,
      care: done,
      phase: { kind: 'ranked', result: aResult(0.1) },
    }),
  ];
  worklist.setState({ entries: new Map(all.map((entry) => [entry.key, entry])) });
  return worklist;
}

describe('the wall', () => {
  const desk = { desk: 'd', theme: 'dark', problem: null } as const;

  it('shows the head of the ranking, by number, and counts the rest', () => {
    const news = wallNews(aWorklist(12).getState(), desk);
    expect(news).toMatchObject({
      more: 4,
      unreadFlagged: 1,
      urgent: 1,
      unread: 12,
      working: false,
      blinded: false,
    });
    expect(news.rows).toHaveLength(8);
    expect(news.rows[0]).toMatchObject({
      number: 4,
      rank: 1,
      state: 'flagged',
      urgent: true,
      waited: 17,
      pinned: false,
    });
    expect(news.rows.map(({ number }) => number)).not.toContain(90);
  });

  it('says that a study stands first because somebody pinned it, and not with which note', () => {
    const worklist = aWorklist(12);
    const key = 'study-7';
    const pin = { note: 'Doe, theatre 2', pinnedAt: ms(1) };
    worklist.setState(({ entries }) => {
      const entry = entries.get(key);
      return entry === undefined ? {} : { entries: new Map(entries).set(key, { ...entry, pin }) };
    });
    const news = wallNews(worklist.getState(), desk);
    expect(news.rows[0]).toMatchObject({ number: 8, pinned: true });
    expect(JSON.stringify(news)).not.toContain('theatre');
  });

  it('says nothing that tells who a patient is', () => {
    const text = JSON.stringify(wallNews(aWorklist(12).getState(), desk));
    for (const word of ['Doe', 'Jane', 'ID-77', 'study-', '1.2.3'])
      expect(text).not.toContain(word);
  });

  it('says nothing of all that a row knows of its study and of who worked on it', () => {
    const summary = {
      ...anEntry('x').summary,
      studyInstanceUid: 'told-uid',
      patientId: 'told-id',
      patientName: 'told-name',
      patientSex: 'told-sex',
      studyDate: 'told-date',
      studyTime: 'told-time',
      studyDescription: 'told-description',
      accessionNumber: 'told-accession',
      patientAgeYears: 77_077,
    };
    const signed = { at: ms(3), by: 'told-initials' };
    const worklist = aWorklist(1);
    const { startedAt: shift } = worklist.getState().shift;
    const entry = anEntry('told-key', {
      number: 5,
      shift,
      summary,
      sealedUid: 'told-seal',
      sealedSlices: 'told-slices',
      pin: { note: 'told-note', pinnedAt: ms(4) },
      care: { openedAt: ms(2), acknowledged: signed, done: null },
      phase: { kind: 'ranked', result: aResult(0.97) },
    });
    worklist.setState({ entries: new Map([[entry.key, entry]]) });
    const news = wallNews(worklist.getState(), desk);
    expect(news.rows).toMatchObject([{ number: 5, pinned: true }]);
    expect(JSON.stringify(news)).not.toMatch(/told|77077/);
  });

  it('takes news of its own version alone', () => {
    expect(isWallNews(wallNews(aWorklist(1).getState(), desk))).toBe(true);
    expect(isWallNews({ version: 2, desk: 'd' })).toBe(false);
    expect(isWallNews(WALL_HELLO)).toBe(false);
  });
});

describe('the feed of walls', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is silent without walls, answers one, says changes and beats, and stops when the wall is gone', async () => {
    const said: WallNews[] = [];
    const channel: Channel = {
      postMessage: (message) => said.push(message as WallNews),
      onmessage: null,
      close: () => undefined,
    };
    const worklist = aWorklist(2);
    const folder = createFolderStore();
    const pacs = createPacsStore();
    const stop = feedWalls(
      { worklist, settings: createSettingsStore(null), folder, pacs },
      channel,
    );
    const hello = () => channel.onmessage?.(new MessageEvent('message', { data: WALL_HELLO }));
    await vi.advanceTimersByTimeAsync(2 * WALL_BEAT_MS);
    expect(said).toEqual([]);
    hello();
    await vi.advanceTimersByTimeAsync(1);
    expect(said).toHaveLength(1);
    // Ten changes at once are one message.
    for (let change = 0; change < 10; change += 1) folder.setState({ phase: 'asks' });
    await vi.advanceTimersByTimeAsync(600);
    expect(said).toHaveLength(2);
    expect(said[1]?.problem).toContain('folder');
    folder.setState({ phase: 'off' });
    const partial = { code: 'pacs-list-incomplete', text: 'page 7 broke off' } as const;
    pacs.setState(({ watch }) => ({ watch: { ...watch, on: true, partial } }));
    await vi.advanceTimersByTimeAsync(WALL_BEAT_MS);
    expect(said.at(-1)?.problem).toBe('those that the list of the PACS leaves out');
    expect(said.length).toBeGreaterThan(2);
    await vi.advanceTimersByTimeAsync(30_000);
    const before = said.length;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(said).toHaveLength(before);
    hello();
    await vi.advanceTimersByTimeAsync(600);
    expect(said.length).toBe(before + 1);
    stop();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(said.length).toBe(before + 1);
  });
});
