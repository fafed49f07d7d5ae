import { describe, expect, it } from 'vitest';
import { readInstanceIds } from '#dicom';
import { isOwnObject, resultSeries } from './own-object.ts';
import { IMAGES, make } from './result-source.fixture.ts';

const said = (modality: string, manufacturer: string, seriesDescription = '') => ({
  seriesInstanceUid: '1.2',
  modality,
  manufacturer,
  seriesDescription,
});

function idsOf(bytes: Uint8Array) {
  const ids = readInstanceIds(bytes);
  if (!ids.ok) throw new Error(ids.reason.text);
  return ids.value;
}

describe('an object of a study', () => {
  it('is our own where we wrote it, whatever model of ours it was', async () => {
    for (const sr of ['comprehensive', '3d'] as const) {
      const { files } = await make({ sr, hash: 'another' });
      expect(files.map(({ bytes }) => isOwnObject(idsOf(bytes)))).toEqual([true, true, true]);
      // An archive that leaves out by whom a series was made has its description.
      const silent = files.map(({ bytes }) => ({ ...idsOf(bytes), manufacturer: '' }));
      expect(silent.map((one) => isOwnObject(one))).toEqual([true, true, true]);
    }
  });

  it('is our own where its series is known, though the archive says nothing of it', async () => {
    const { files } = await make({ hash: 'ab' });
    const known = await resultSeries('1.2.3', 'ab');
    const bare = files.map(({ bytes }) => ({ ...idsOf(bytes), modality: '', manufacturer: '' }));
    expect(bare.map((one) => isOwnObject(one, known))).toEqual([true, true, true]);
    expect(bare.map((one) => isOwnObject(one))).toEqual([false, false, false]);
  });

  it.each([
    ['an image of a scanner', said('CT', 'Scanner works', 'Head 5 mm')],
    ['a report of the dose', said('SR', 'Scanner works', 'Dose report')],
    ['a result of another program', said('SR', 'Other AI', 'AI result')],
    ['an image that says it is of this program', said('CT', 'ICH Triage (research software)')],
    ['a report that is only called like ours', said('SR', 'Other AI', 'ICH Triage: report')],
    ['a report of which nothing is said', said('SR', '', '')],
  ])('is not where it is %s', (_, one) => {
    expect(isOwnObject(one)).toBe(false);
  });

  it('is not where it is one of the images', () => {
    expect(IMAGES.some((bytes) => isOwnObject(idsOf(bytes)))).toBe(false);
  });
});
