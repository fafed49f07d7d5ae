import { describe, expect, it } from 'vitest';
import { notOk, ok } from '#base';
import type { Study } from '#dicom';
import type { Source, SourceEvent } from '#intake';
import type { HeaderService } from '#workers';
import { aSlice, headerOf } from '../../dicom/slice.fixture.ts';
import { createIntake, type TakeHow } from './intake-run.ts';
import { createIntakeStore } from './state.ts';

const never = new AbortController().signal;

const source = (sourceId: string, text: string): Source => ({
  sourceId,
  folder: 'f',
  path: `folder/${sourceId}`,
  size: text.length,
  blob: new Blob([text]),
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
          const outcome =
            text === 'gone'
              ? notOk('source-gone', 'not there any more')
              : ok([headerOf(aSlice({ instance: Number(text) }), sourceId)]);
          return { sourceId, outcome };
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
    expect(intake.getState().lastDrop).toBe(before.lastDrop);
  });
});
