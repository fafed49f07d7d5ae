import { describe, expect, it, vi } from 'vitest';
import { groupStudies, type Study } from '#dicom';
import { aHeader } from '../../triage/study.fixture.ts';
import { applyResult } from '../analysis/apply-run.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { keyPictures, keySliceOf } from './key-pictures.ts';

const signal = new AbortController().signal;

function aStudy(): Study {
  const headers = Array.from({ length: 5 }, (_, index) => ({
    ...aHeader(index),
    sourceId: `f${index}`,
  }));
  const [study] = groupStudies(headers);
  if (study === undefined) throw new Error('There is no study.');
  return study;
}

function setup(fails = false) {
  const asked: string[] = [];
  const smallPicture = vi.fn(async (_file: Blob, header: { sourceId: string }, side: number) => {
    asked.push(header.sourceId);
    if (fails) throw new Error('cut off');
    return new Uint8ClampedArray(side * side).fill(9);
  });
  const sources = new Map(
    Array.from({ length: 5 }, (_, index) => [`f${index}`, new Blob()] as const),
  );
  const pictures = keyPictures({ smallPicture }, sources);
  const entry = applyResult(anEntry('one', { study: aStudy() }), aResult(0.8));
  return { pictures, entry, asked };
}

describe('the picture of a row', () => {
  it('is of the slice with the highest probability of any hemorrhage', async () => {
    const { pictures, entry } = setup();
    expect(keySliceOf(entry)).toBe(3);
    expect(pictures.readyKeyPicture(entry)).toBeNull();
    const picture = await pictures.keyPicture(entry, signal);
    expect(picture).toMatchObject({ index: 3 });
    expect(picture?.pixels).toHaveLength((picture?.side ?? 0) ** 2);
    expect(pictures.readyKeyPicture(entry)).toBe(picture);
  });

  it('is decoded once, however often it is asked for, and again once everything was forgotten', async () => {
    const { pictures, entry, asked } = setup();
    await Promise.all([pictures.keyPicture(entry, signal), pictures.keyPicture(entry, signal)]);
    expect(asked).toHaveLength(1);
    pictures.forget();
    expect(pictures.readyKeyPicture(entry)).toBeNull();
    await pictures.keyPicture(entry, signal);
    expect(asked).toHaveLength(2);
  });

  it('is none of a study without images or findings, nor of a slice that can’t be decoded, which is tried once', async () => {
    const { pictures, entry, asked } = setup(true);
    expect(await pictures.keyPicture({ ...entry, study: null }, signal)).toBeNull();
    expect(await pictures.keyPicture(anEntry('two', { study: aStudy() }), signal)).toBeNull();
    expect(asked).toEqual([]);
    expect(await pictures.keyPicture(entry, signal)).toBeNull();
    expect(await pictures.keyPicture(entry, signal)).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('is not decoded for a row that has left the screen', async () => {
    const { pictures, entry, asked } = setup();
    expect(await pictures.keyPicture(entry, AbortSignal.abort())).toBeNull();
    expect(asked).toEqual([]);
    expect(await pictures.keyPicture(entry, signal)).not.toBeNull();
  });
});
