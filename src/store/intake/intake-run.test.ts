import { describe, expect, it } from 'vitest';
import { notOk, ok } from '#base';
import { readHeaders, type Study } from '#dicom';
import type { Source, SourceEvent } from '#intake';
import type { HeaderService } from '#workers';
import { aSlice, headerOf } from '../../dicom/slice.fixture.ts';
import { intakeActions } from './actions.ts';
import { createIntake, type TakeHow } from './intake-run.ts';
import { isOtherFile } from './other-bytes.ts';
import { createIntakeStore } from './state.ts';

const never = new AbortController().signal;

const source = (sourceId: string, text: string): Source => ({
  sourceId,
  folder: 'f',
  path: `folder/${sourceId}`,
  size: text.length,
  blob: new Blob([text]),
});

/** 'index a b=1.2': a DICOMDIR that names a, and b with the UID of its object. */
const indexOf = (text: string) => ({
  files: text
    .split(' ')
    .slice(1)
    .map((file) => {
      const [name = '', sopInstanceUid = ''] = file.split('=');
      return { name, sopInstanceUid };
    }),
  studyInstanceUids: [],
});

/** An intake in whose files the text is the number of the slice; 'gone' cannot be read. */
function setup() {
  const intake = createIntakeStore();
  const studies: Study[] = [];
  const renewed: string[] = [];
  const headers: HeaderService = {
    read: async (files, { onBatch } = {}) => {
      const results = await Promise.all(
        files.map(async ({ sourceId, blob }) => {
          const text = await blob.text();
          if (text.startsWith('report')) {
            const more = { Modality: 'SR' };
            const file = aSlice({ instance: Number(text.slice(7)), more });
            const read = readHeaders(sourceId, file, { complete: true });
            if (read.kind !== 'skipped') throw new Error('a report was read as an image');
            const { reason, instance } = read;
            return { sourceId, outcome: { ok: false as const, reason }, unread: instance! };
          }
          const outcome =
            text === 'gone'
              ? notOk('source-gone', 'not there any more')
              : ok([headerOf(aSlice({ instance: Number(text) }), sourceId)]);
          return text.startsWith('index ')
            ? { sourceId, outcome: notOk('dicomdir', 'an index'), directory: indexOf(text) }
            : { sourceId, outcome };
        }),
      );
      onBatch?.(results);
      return results;
    },
  };
  const files = createIntake({
    headers,
    intake,
    now: () => 0,
    onStudies: (some) => void studies.push(...some),
    onRenewed: (ids) => renewed.push(...ids),
  });
  const take = (sources: readonly Source[], how?: TakeHow) =>
    files.take(
      (async function* (): AsyncGenerator<SourceEvent> {
        yield { kind: 'sources', sources };
      })(),
      never,
      how,
    );
  return { intake, studies, renewed, files, take };
}

describe('the intake of files', () => {
  it('names the files that a DICOMDIR has and a drop has not, but not of what comes bit by bit', async () => {
    const { take, intake } = setup();
    await take([source('index', 'index a c'), source('a', '1')], { quiet: true });
    expect(intake.getState().leftOut.map(({ path }) => path)).toEqual(['folder/index']);
    await take([source('index2', 'index a c'), source('b', '2')]);
    expect(intake.getState().readSince).toMatchObject({ leftOut: 3, missing: 2 });
    const [, ...later] = intake.getState().leftOut;
    expect(later.map(({ path, reason }) => `${path} ${reason.code}`)).toEqual([
      'folder/index2 dicomdir',
      'folder/a file-missing',
      'folder/c file-missing',
    ]);
  });

  it('says of a study that a DICOMDIR names its files otherwise, whichever comes first', async () => {
    for (const order of [
      ['index a=1.2.999', '1'],
      ['1', 'index a=1.2.999'],
    ]) {
      const { take, studies } = setup();
      await take(order.map((text) => source(text === '1' ? 'a' : 'index', text)));
      const said = studies
        .at(-1)
        ?.series.flatMap(({ cautions }) => cautions.map(({ code }) => code));
      expect(said, order.join()).toContain('directory-differs');
    }
  });

  it('leaves out a slice that is open, unless its bytes were lost: then the new file takes its place', async () => {
    const { files, take, intake, renewed } = setup();
    await take([source('a', '1'), source('b', '2')]);
    await take([source('c', '1')]);
    expect(intake.getState().leftOut.map(({ reason }) => reason.code)).toEqual(['already-open']);
    expect(renewed).toEqual([]);
    files.lost(['a']);
    const again = source('d', '1');
    await take([again, source('e', '2')]);
    expect(renewed).toEqual(['a']);
    expect(files.sources.get('a')).toBe(again.blob);
    expect([...files.sources.keys()]).toEqual(['a', 'b']);
    expect(intake.getState().leftOut).toHaveLength(2);
    // Once: it is whole again.
    await take([source('g', '1')]);
    expect(renewed).toEqual(['a']);
    expect(intake.getState().leftOut).toHaveLength(3);
  });

  it('takes a changed file in place of the open one of the same slice, and leaves out the others', async () => {
    const { files, take, intake, studies } = setup();
    await take([source('a', '1'), source('b', '2')]);
    await take([source('c', '1'), source('d', '2 ')]); // The same slices; the bytes of the second are others.
    expect(intake.getState().leftOut.map(({ path }) => path)).toEqual(['folder/c']);
    expect(intake.getState().readSince).toMatchObject({ slices: 3, leftOut: 1 });
    expect([...files.sources.keys()]).toEqual(['a', 'd']);
    expect([...files.replacing]).toEqual(['d']);
    const slices =
      studies.at(-1)?.series.flatMap((series) => [...series.slices, ...series.duplicates]) ?? [];
    expect(slices.map(({ sourceId }) => sourceId).sort()).toEqual(['a', 'd']);
    // The changed one is the open one now.
    await take([source('e', '2 ')]);
    expect(intake.getState().leftOut.map(({ path }) => path)).toEqual(['folder/c', 'folder/e']);
  });

  it('leaves out what was found and not read when it is stopped, and says of the study under way that slices may be missing', async () => {
    const intake = createIntakeStore();
    const studies: Study[] = [];
    const stop = new AbortController();
    const headers: HeaderService = {
      read: async ([first], { onBatch } = {}) => {
        const sourceId = first?.sourceId ?? '';
        onBatch?.([{ sourceId, outcome: ok([headerOf(aSlice({ instance: 1 }), sourceId)]) }]);
        stop.abort();
        throw stop.signal.reason;
      },
    };
    const files = createIntake({
      headers,
      intake,
      now: () => 0,
      onStudies: (some) => void studies.push(...some),
      onRenewed: () => undefined,
    });
    await files.take(
      (async function* (): AsyncGenerator<SourceEvent> {
        yield {
          kind: 'sources',
          sources: [source('a', '1'), source('b', '2'), source('c', '3')],
        };
      })(),
      stop.signal,
    );
    expect(intake.getState().readSince).toEqual({
      slices: 1,
      leftOut: 2,
      missing: 0,
      broken: 'stopped',
    });
    expect(intake.getState().leftOut.map(({ path, reason }) => [path, reason.code])).toEqual([
      ['folder/b', 'reading-stopped'],
      ['folder/c', 'reading-stopped'],
    ]);
    expect([...files.sources.keys()]).toEqual(['a']);
    const cautions = studies.at(-1)?.series[0]?.cautions.map(({ code }) => code);
    expect(cautions).toContain('reading-stopped');
  });

  it('tells of a folder that is given again once, not once for each of its files', async () => {
    const { take, intake } = setup();
    const names = ['a', 'b', 'c', 'd', 'e'];
    await take(names.map((name, at) => source(name, String(at + 1))));
    let told = 0;
    intake.subscribe(({ leftOut }, before) => {
      if (leftOut !== before.leftOut) told += 1;
    });
    await take(names.map((name, at) => source(`${name}2`, String(at + 1))));
    expect(intake.getState().leftOut).toHaveLength(names.length);
    expect(told).toBe(1);
  });

  it.each([
    ['of one size and time are compared in places: equal', [1, 1], 'same', false],
    ['of one size and time are compared in places: not equal', [1, 1], 'else', true],
    ['of another time are compared: equal', [1, 2], 'same', false],
    ['of another time are compared: not equal', [1, 2], 'else', true],
    ['of another size differ', [1, 1], 'longer', true],
  ] as const)('files %s', async (_name, [first, second], text, isOther) => {
    const file = (content: string, lastModified: number) =>
      new File([content], 'f', { lastModified });
    expect(await isOtherFile(file('same', first), file(text, second))).toBe(isOther);
  });

  it.each([0, 0.2, 0.5, 0.8, 1])(
    'large files of one size and time whose pixels differ from %s of their length on are told apart, and little of them is read',
    async (part) => {
      const size = 600_000;
      const bytes = new Uint8Array(size).map((_, at) => (at * 31) % 251);
      const changed = bytes.map((byte, at) => (at >= part * (size - 2048) ? byte ^ 1 : byte));
      let read = 0;
      const file = (content: Uint8Array<ArrayBuffer>) => {
        const made = new File([content], 'f', { lastModified: 1 });
        const slice = made.slice.bind(made);
        made.slice = (start = 0, end = size) => {
          read += end - start;
          return slice(start, end);
        };
        made.arrayBuffer = () => Promise.reject(new Error('read as a whole'));
        return made;
      };
      expect(await isOtherFile(file(bytes), file(changed))).toBe(true);
      expect(await isOtherFile(file(bytes), file(bytes))).toBe(false);
      expect(read).toBeLessThan(4 * 30_000);
    },
  );

  it('a file that was changed under the page can’t be read any more: the new one is another', async () => {
    const dead = new File(['same'], 'f', { lastModified: 1 });
    dead.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    expect(await isOtherFile(dead, new File(['same'], 'f', { lastModified: 2 }))).toBe(true);
  });

  it('tells of all that was read since its line was last closed, not of the last drop alone', async () => {
    const { take, intake } = setup();
    const { closeIntake } = intakeActions({} as never, {} as never, { intake } as never);
    await take([source('a', '1'), source('b', '2')]);
    await take([source('c', '1'), source('d', '3')]);
    await take([source('e', '4')]);
    expect(intake.getState().readSince).toEqual({
      slices: 4,
      leftOut: 1,
      missing: 0,
      broken: null,
    });
    expect(intake.getState().leftOutBefore).toBe(0);
    closeIntake();
    expect(intake.getState().readSince).toBeNull();
    await take([source('f', '5'), source('g', '1')]);
    expect(intake.getState().readSince).toEqual({
      slices: 1,
      leftOut: 1,
      missing: 0,
      broken: null,
    });
    expect(intake.getState().leftOutBefore).toBe(1);
  });

  it('says nothing of files that arrived by themselves but what is left out, and not that before the last try', async () => {
    const { take, intake } = setup();
    await take([source('a', '1')]);
    const before = intake.getState();
    await take([source('b', 'gone')], { quiet: true, triesAgain: () => true });
    expect(intake.getState()).toEqual(before);
    await take([source('b', 'gone')], { quiet: true, triesAgain: () => false });
    expect(intake.getState().leftOut).toMatchObject([
      { path: 'folder/b', reason: { code: 'source-gone' } },
    ]);
    expect(intake.getState().readSince).toBe(before.readSince);
  });

  it('says of a study whose series has files that gave no slice, and not of one that is tried again or read later', async () => {
    const { studies, take } = setup();
    const cautions = () => studies.at(-1)?.series[0]?.cautions.map(({ short }) => short);
    await take([source('a', '1'), source('b', '2')]);
    await take([source('c', 'report 3')], { triesAgain: () => true });
    expect(cautions()).toEqual([]);
    await take([source('d', 'report 3')]);
    expect(cautions()).toEqual(['1 file of the series not read']);
    await take([source('e', 'report 3')]); // Once, however often it is given.
    expect(cautions()).toEqual(['1 file of the series not read']);
    await take([source('f', '3')]);
    expect(cautions()).toEqual([]);
  });
});
