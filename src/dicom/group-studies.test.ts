import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenSeries, withChosenSeries } from './chosen-series.ts';
import type { Dataset } from './dataset.ts';
import { duplicateKinds } from './duplicate-kinds.ts';
import { groupStudies } from './group-studies.ts';
import { InstancesBySeries, type UnreadInstance } from './instances-by-series.ts';
import { readHeaders } from './read-headers.ts';
import { seriesCautions } from './series-cautions.ts';
import { aSlice, aStack, headerOf } from './slice.fixture.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Study } from './study.ts';

describe('groupStudies', () => {
  it('never mixes patients, though they share a Study Instance UID', () => {
    const studies = groupStudies([...aStack(6), ...aStack(6, { patient: 'P22' })]);
    expect(studies.map(({ patient }) => patient.patientId).sort()).toEqual(['P1', 'P22']);
    // Nor where their IDs were taken out and their names were left.
    const nameless = aStack(6).map((header) => {
      const patient = { ...header.patient, patientId: '', patientName: 'Doe, Jane' };
      return { ...header, patient };
    });
    const other = nameless.map((header) => ({
      ...header,
      sopInstanceUid: `${header.sopInstanceUid}.9`,
      patient: { ...header.patient, patientName: 'Yamada, Tarou' },
    }));
    const named = groupStudies([...nameless, ...other]);
    expect(named.map(({ patient }) => patient.patientName).sort()).toEqual([
      'Doe, Jane',
      'Yamada, Tarou',
    ]);
    expect(new Set(named.map(({ key }) => key)).size).toBe(2);
  });

  it('orders caudal to cranial, whatever the Instance Numbers say, and gives the reason of its choice', () => {
    const [study] = groupStudies(aStack(6).reverse());
    expect(study?.series[0]?.slices.map((s) => s.imagePositionPatient?.[2])).toEqual([
      0, 5, 10, 15, 20, 25,
    ]);
    expect(study?.chosen?.reason).toContain('6 slices every 5.0 mm');
  });

  it('keeps duplicates aside and reports gaps', () => {
    const stack = aStack(9);
    const [study] = groupStudies([...stack.filter((_, i) => i !== 4), stack[0]!]);
    expect(study?.series[0]?.duplicates).toHaveLength(1);
    expect(study?.series[0]?.geometry.gapsAfter).toEqual([3]);
  });

  it('sets aside a bone kernel, and lets the reader choose it all the same', () => {
    const kernel: Dataset = { ConvolutionKernel: 'H70s' };
    const [study] = groupStudies([...aStack(6), ...aStack(8, { series: '1.2.9', more: kernel })]);
    const bone = study?.series.find(({ seriesInstanceUid }) => seriesInstanceUid === '1.2.9');
    expect(bone?.role).toMatchObject({ kind: 'set-aside', reason: { code: 'bone-kernel' } });
    expect(study?.chosen?.seriesKey).not.toBe(bone?.key);
    expect(withChosenSeries(study!, bone!.key).chosen?.seriesKey).toBe(bone?.key);
  });

  it('gives the same result for any order of the slices', () => {
    const headers = [
      ...aStack(9),
      ...aStack(5, { series: '1.2.9' }),
      ...aStack(3, { patient: 'P22' }),
    ];
    const expected = groupStudies(headers);
    fc.assert(
      fc.property(fc.shuffledSubarray(headers, { minLength: headers.length }), (shuffled) => {
        expect(groupStudies(shuffled)).toEqual(expected);
      }),
      { seed: 5, numRuns: 50 },
    );
  });
});

/** A head series of 18 slices in which some differ, by their index. */
const aHead = (differs: (index: number) => Dataset, folder = ''): SliceHeader[] =>
  Array.from({ length: 18 }, (_, i) =>
    headerOf(aSlice({ z: i * 5, instance: i + 1, more: differs(i) }), `${folder}/${i}`, folder),
  );

const everySecond =
  (more: Dataset) =>
  (index: number): Dataset =>
    index % 2 === 1 ? more : {};

const cautionsOf = (study: Study | undefined): readonly string[] => {
  const series = study === undefined ? undefined : chosenSeries(study);
  if (series === undefined) return [];
  return [...series.cautions, ...seriesCautions(series)].map(({ code }) => code);
};

const cautions = (headers: readonly SliceHeader[]) => cautionsOf(groupStudies(headers)[0]);

/** Every slice given is in a series, once, or set aside as a duplicate. */
const counted = (headers: readonly SliceHeader[]): number =>
  groupStudies(headers)
    .flatMap(({ series }) => series)
    .reduce((sum, { slices, duplicates }) => sum + slices.length + duplicates.length, 0);

describe('files without UIDs', () => {
  const NO_UIDS: Dataset = {
    StudyInstanceUID: undefined,
    SeriesInstanceUID: undefined,
    PatientID: undefined,
    PatientName: undefined,
  };
  const aPatient = (folder: string, more: Dataset = {}, from = 0): SliceHeader[] =>
    Array.from({ length: 18 }, (_, i) =>
      headerOf(
        aSlice({
          z: from + i * 5,
          instance: i + 1,
          more: { ...NO_UIDS, SOPInstanceUID: `${folder}${from}.${i}`, ...more },
        }),
        `${folder}/${from}/${i}`,
        folder,
      ),
    );

  it.each([
    ['folder', aPatient('a'), aPatient('b')],
    ['date', aPatient('a', { StudyDate: '20260101' }), aPatient('a', { StudyDate: '20260102' })],
    ['number', aPatient('a', { AccessionNumber: '1' }), aPatient('a', { AccessionNumber: '2' })],
    [
      'frame of reference',
      aPatient('a', { FrameOfReferenceUID: '1.1' }),
      aPatient('a', { FrameOfReferenceUID: '1.2' }),
    ],
  ])('of two patients are two studies by %s, and say that they were guessed', (_, one, other) => {
    const studies = groupStudies([...one, ...other]);
    expect(studies.map(({ series }) => series[0]?.slices.length)).toEqual([18, 18]);
    for (const study of studies) expect(cautionsOf(study)).toContain('no-uids');
  });

  it('of two patients that nothing tells apart warn of the mixture', () => {
    const mixed = cautions([...aPatient('a'), ...aPatient('a', {}, 2.5)]);
    expect(mixed).toEqual(expect.arrayContaining(['no-uids', 'numbers-twice']));
  });
});

describe('a series of which files gave no slice', () => {
  const lossOf = (more: Dataset, bytes = (file: Uint8Array<ArrayBuffer>) => file) => {
    const read: SliceHeader[] = [];
    const unread = new InstancesBySeries<UnreadInstance>();
    for (let i = 0; i < 18; i += 1) {
      const file = aSlice({ z: i * 5, instance: i + 1, more: i % 2 === 1 ? more : {} });
      const outcome = readHeaders(`${i}`, i % 2 === 1 ? bytes(file) : file, { complete: true });
      if (outcome.kind === 'slices') read.push(...outcome.slices);
      if (outcome.kind === 'skipped' && outcome.instance) unread.add(outcome.instance);
    }
    return { read, unread };
  };
  const NO_IMAGE: Dataset = { Rows: undefined, Columns: undefined, PixelData: undefined };
  const NONE: readonly SliceHeader[] = [];
  const besides = (
    read: readonly SliceHeader[],
    unread: InstancesBySeries<UnreadInstance>,
    contradicted = NONE,
  ) =>
    groupStudies(read, {
      unreadOf: unread.of,
      contradictedOf: new InstancesBySeries(contradicted).of,
    })
      .flatMap(({ series }) => series)
      .flatMap((series) => series.cautions);
  const said = (read: readonly SliceHeader[], unread: InstancesBySeries<UnreadInstance>) =>
    besides(read, unread)
      .filter(({ code }) => code === 'instances-unread')
      .map(({ text, short }) => ({ text, short }));

  it.each([
    ['of another modality', { Modality: 'MR' }, 'not CT: modality MR'],
    ['that are reports', { ...NO_IMAGE, Modality: 'SR' }, 'no image in it (SR)'],
    ['without rows', { Rows: 0 }, 'the header is broken'],
    ['that claim a million frames', { NumberOfFrames: 1e6 }, 'the header is broken'],
  ] as const)('%s says so, with the kind, though what is left lies evenly', (_, more, kind) => {
    const { read, unread } = lossOf(more);
    expect(read).toHaveLength(9);
    const [caution, ...others] = said(read, unread);
    expect(caution?.short).toBe('9 files of the series not read');
    expect(caution?.text).toContain(`9 files of the same Series Instance UID, not read: ${kind}`);
    expect(others).toEqual([]);
  });

  it('of several kinds says in short how many they are, once, and each kind at length', () => {
    const { read, unread } = lossOf({ Modality: 'MR' });
    for (let at = 0; at < 9; at += 1) {
      const more = { ...NO_IMAGE, Modality: 'SR', SOPInstanceUID: `1.9.${at}` };
      const file = aSlice({ z: at, instance: at, more });
      const outcome = readHeaders(`report ${at}`, file, { complete: true });
      if (outcome.kind === 'skipped' && outcome.instance) unread.add(outcome.instance);
    }
    const all = said(read, unread);
    expect(all.map(({ short }) => short)).toEqual(
      Array.from({ length: 2 }, () => '18 files of the series not read'),
    );
    expect(all.map(({ text }) => text.replace(/^.*not read: /, ''))).toEqual([
      'no image in it (SR)',
      'not CT: modality MR',
    ]);
  });

  it('that are cut short in their header says so, too', () => {
    const { read, unread } = lossOf({}, (file) => file.slice(0, file.length - 190));
    expect(read).toHaveLength(9);
    expect(said(read, unread)).toHaveLength(1);
  });

  it('says nothing of files of other series or studies, nor of one that was read after all', () => {
    const { read } = lossOf({});
    const others = (more: Dataset) => lossOf({ Modality: 'SR', ...more }).unread;
    expect(said(read, others({ SeriesInstanceUID: '1.2.9' }))).toEqual([]);
    expect(said(read, others({ StudyInstanceUID: '1.2.9' }))).toEqual([]);
    expect(said(read, others({}))).toEqual([]); // The same SOP Instances: read from other copies.
    const missed = others({ SOPInstanceUID: '1.9' });
    expect(said(read, missed).map(({ short }) => short)).toEqual(['1 file of the series not read']);
  });

  it('says apart which of those that were read a DICOMDIR contradicts, and counts them among no others', () => {
    const { read, unread } = lossOf({ Modality: 'MR' });
    const contradicted = [...read.slice(0, 2), ...read.slice(0, 1)];
    expect(besides(read, unread, contradicted).map(({ code, short }) => [code, short])).toEqual([
      ['directory-differs', 'a DICOMDIR says otherwise'],
      ['instances-unread', '9 files of the series not read'],
    ]);
    const [told] = besides(read, new InstancesBySeries(), contradicted);
    expect(told?.text).toContain('a DICOMDIR says that 2 files of these are other objects');
    // Of what is not read, or is of another study, a DICOMDIR says nothing that counts.
    const unknown = read.map((one) => ({ ...one, sopInstanceUid: `1.9.${one.sopInstanceUid}` }));
    const elsewhere = read.map((one) => ({ ...one, studyInstanceUid: '1.2.9' }));
    for (const none of [unknown, elsewhere]) {
      expect(besides(read, new InstancesBySeries(), none)).toEqual([]);
    }
  });
});

describe('a head of which a part is elsewhere says so', () => {
  const SERIES: readonly (readonly [string, Dataset])[] = [
    ['Image Type', { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }],
    ['an absent orientation', { ImageOrientationPatient: undefined }],
    ['Samples and matrix', { Rows: 4, Columns: 7 }],
    ['the kernel', { ConvolutionKernel: 'H70h' }],
  ];

  it.each(SERIES)('by %s, in every second slice or in the top half', (_, more) => {
    for (const differs of [everySecond(more), (i: number) => (i < 9 ? {} : more)]) {
      const headers = aHead(differs);
      expect(cautions(headers)).toContain('slices-elsewhere');
      expect(counted(headers)).toBe(18);
    }
  });

  it('by the Patient ID: in both rows', () => {
    const studies = groupStudies(aHead(everySecond({ PatientID: '' })));
    expect(studies.map(cautionsOf)).toEqual([
      expect.arrayContaining(['patient-elsewhere']),
      expect.arrayContaining(['patient-elsewhere']),
    ]);
  });

  it('by the Series Instance UID alone', () => {
    expect(cautions(aHead(everySecond({ SeriesInstanceUID: '1.2.9' })))).toContain(
      'interleaved-series',
    );
  });

  it('where the rest was not given, by thickness or by number', () => {
    const thin = aHead(() => ({ SliceThickness: 5 })).filter((_, i) => i % 2 === 0);
    const numbered = aHead(() => ({})).filter((_, i) => i % 2 === 0);
    expect(cautions(thin)).toContain('sparse');
    expect(cautions(numbered)).toContain('sparse');
  });

  it('but not where an absent Modality is all that differs', () => {
    const [study] = groupStudies(aHead(everySecond({ Modality: '' })));
    expect(study?.series.map(({ slices }) => slices.length)).toEqual([18]);
  });

  it('nor for a scout, or a second reconstruction of the same places', () => {
    const scout = headerOf(
      aSlice({ more: { SOPInstanceUID: '1.9', ImageOrientationPatient: [1, 0, 0, 0, 0, -1] } }),
    );
    const bone = aHead((i) => ({ SOPInstanceUID: `1.8.${i}`, ConvolutionKernel: 'H70h' }));
    const [study] = groupStudies([...aHead(() => ({})), scout, ...bone]);
    expect(cautionsOf(study)).toEqual([]);
    expect(study?.series.map(({ slices }) => slices.length).sort()).toEqual([1, 18, 18]);
  });

  it('nor is a tilt split that jitters round a rounding edge', () => {
    const tilted = aHead((i) => {
      const sine = 0.25 + (i % 2 === 0 ? 1e-6 : -1e-6);
      return { ImageOrientationPatient: [1, 0, 0, 0, Math.sqrt(1 - sine * sine), -sine] };
    });
    const [study] = groupStudies(tilted);
    expect(study?.series.map(({ slices }) => slices.length)).toEqual([18]);
  });
});

describe('geometry that nobody believes is warned of', () => {
  it('positions that no scanner reaches are none', () => {
    const headers = aHead(() => ({ ImagePositionPatient: [0, 0, 1e30] }));
    expect(cautions(headers)).toContain('order-by-number');
    expect(groupStudies(headers)[0]?.series[0]?.geometry.extent).toBeNull();
  });

  it('steps sideways', () => {
    const drift = aHead((i) => ({ ImagePositionPatient: [7 * i, 9 * i, 5 * i] }));
    expect(cautions(drift)).toContain('sideways');
  });

  it('but not a tilted scan, along the table or along its normal', () => {
    const [sine, cosine] = [Math.sin(0.35), Math.cos(0.35)];
    const axes = [1, 0, 0, 0, cosine, -sine];
    const table = aHead(() => ({ ImageOrientationPatient: axes }));
    const normal = aHead((i) => ({
      ImageOrientationPatient: axes,
      ImagePositionPatient: [0, 5 * i * sine, 5 * i * cosine],
    }));
    expect([cautions(table), cautions(normal)]).toEqual([[], []]);
  });

  it('positions shuffled against the numbers', () => {
    const shuffled = aHead((i) => ({ ImagePositionPatient: [0, 0, ((i * 7) % 18) * 5] }));
    expect(cautions(shuffled)).toContain('order-contradicts');
  });

  it('two interleaved acquisitions in one series', () => {
    const two = aHead((i) => ({ ImagePositionPatient: [0, 0, (i % 9) * 5 + (i < 9 ? 0 : 2.5)] }));
    expect(cautions(two)).toContain('order-contradicts');
  });

  it('pixels of two sizes', () => {
    expect(cautions(aHead(everySecond({ PixelSpacing: [0.3, 0.3] })))).toContain('spacings-differ');
  });

  it('an order that is guessed: by number, or by nothing but the numbers in the UIDs', () => {
    const unplaced = { ImagePositionPatient: undefined };
    expect(cautions(aHead(() => unplaced))).toContain('order-by-number');
    const unnumbered = aHead(() => ({ ...unplaced, InstanceNumber: undefined }));
    expect(cautions(unnumbered)).toContain('order-unknown');
    const [study] = groupStudies(unnumbered);
    expect(study?.series[0]?.slices.map(({ sourceId }) => sourceId)).toEqual(
      unnumbered.map(({ sourceId }) => sourceId),
    );
  });
});

describe('a role is judged by all slices', () => {
  it.each([
    ['contrast-in-part', { ContrastBolusAgent: 'Iohexol' }],
    ['derived-in-part', { ImageType: 'DERIVED\\SECONDARY\\MIP' }],
  ] as const)('%s is a caution, wherever it stands', (code, more) => {
    for (const at of [0, 9, 17]) {
      const headers = aHead((i) => (i === at ? more : {}));
      expect(cautions(headers)).toContain(code);
    }
  });

  it('an Enhanced CT volume is a plain series; a rendering is none', () => {
    const roleOf = (type: string) =>
      groupStudies(aHead(() => ({ ImageType: type })))[0]?.series[0]?.role.kind;
    expect(roleOf('ORIGINAL\\PRIMARY\\VOLUME\\NONE')).toBe('candidate');
    expect(roleOf('DERIVED\\PRIMARY\\VOLUME\\VOLUME_RENDER')).toBe('set-aside');
    expect(roleOf('DERIVED\\PRIMARY\\VOLUME\\MAXIMUM')).toBe('set-aside');
  });
});

describe('what lies twice is told apart', () => {
  const first = aStack(9);
  const kinds = (headers: readonly SliceHeader[]) => {
    const [series] = groupStudies(headers)[0]?.series ?? [];
    return series === undefined ? null : duplicateKinds(series);
  };

  it.each([
    ['the same slice again', { z: 10, instance: 7 }, { again: 1, samePlace: 0, sameName: 0 }],
    [
      'another slice at its place',
      { z: 10, instance: 99 },
      { again: 0, samePlace: 1, sameName: 0 },
    ],
    [
      'another slice under its UID',
      { z: 17, instance: 7 },
      { again: 0, samePlace: 0, sameName: 1 },
    ],
  ])('%s', (_, options, expected) => {
    expect(kinds([...first, headerOf(aSlice(options), 'other')])).toEqual(expected);
  });
});
