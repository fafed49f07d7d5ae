import { afterEach, describe, expect, it } from 'vitest';
import { groupStudies, type SliceHeader, type Study, sliceKey, writeDicomFile } from '#dicom';
import type { StudyEvent } from '#pipeline';
import type { SliceFinding } from '#triage';
import { huElements } from '../../scripts/hu-elements.ts';
import { createAnalysisService } from './page/create-analysis-service.ts';
import type { AnalysisService } from './wire/analysis-service.ts';

const MODEL = '/models/tiny/';
const SIZE = 96;
const SLICES = 12;

/** A slice of a head: bone round brain in air, with a bright spot that moves. */
function pixelsOf(index: number): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: SIZE * SIZE }, (_, at) => {
    const x = (at % SIZE) - SIZE / 2;
    const y = Math.floor(at / SIZE) - SIZE / 2;
    const r = Math.hypot(x / 0.85, y) / (SIZE * 0.42);
    if (r > 1) return -1000;
    if (r > 0.9) return 1200;
    return Math.hypot(x - index, y) < 6 ? 65 : 32 + ((x * 7 + y * 13) % 5);
  });
}

function aSlice(study: number, index: number): Blob {
  const bytes = writeDicomFile(
    {
      ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: `1.2.${study}.1.${index + 1}`,
      Modality: 'CT',
      PatientID: `SYNTHETIC-${study}`,
      SliceThickness: '5',
      StudyInstanceUID: `1.2.${study}`,
      SeriesInstanceUID: `1.2.${study}.1`,
      InstanceNumber: String(index + 1),
      ImagePositionPatient: `-120\\-120\\${5 * index}`,
      ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
      PixelSpacing: '2.5\\2.5',
      ...huElements(SIZE, SIZE, pixelsOf(index)),
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
  return new Blob([bytes]);
}

const filesOf = (study: number) =>
  Array.from({ length: SLICES }, (_, index) => ({
    sourceId: `study ${study}, slice ${index}`,
    blob: aSlice(study, index),
  }));

let service: AnalysisService;
afterEach(() => service.dispose());

/** The service with the tiny model, and a study that went through the dicom worker. */
async function setup() {
  service = createAnalysisService();
  const files = [...filesOf(1), ...filesOf(2)];
  const results = await service.headers.read(files);
  const headers: SliceHeader[] = results.flatMap(({ outcome }) =>
    outcome.ok ? outcome.value : [],
  );
  const studies: readonly Study[] = await groupStudies(headers);
  const sources = new Map(files.map(({ sourceId, blob }) => [sourceId, blob]));
  return { studies, sources, headers };
}

const modelThere = (await fetch(`${MODEL}manifest.json`)
  .then((response) => response.json())
  .catch(() => null)) as { id?: string } | null;

describe.skipIf(modelThere?.id === undefined)('the workers, with models/tiny', () => {
  it('rank two studies of files: every slice has a finding or a reason', async () => {
    const { studies, sources } = await setup();
    expect(studies).toHaveLength(2);
    const state = await service.engine.load(MODEL);
    expect(state).toMatchObject({ phase: 'ready' });
    const order: string[] = [];
    const all = studies.map((study) =>
      service.queue.analyze(study, sources, {
        operatingPoint: 'balanced',
        onEvent: (event: StudyEvent) => order.push(`${study.key} ${event.kind}`),
      }),
    );
    for (const findings of await Promise.all(all)) {
      expect(findings.slices.length + findings.notAnalysed.length).toBe(SLICES);
      expect(findings.slices.length).toBeGreaterThan(0);
    }
    const firstLooks = studies.map(({ key }) => order.indexOf(`${key} interim`));
    expect(Math.min(...firstLooks)).toBeGreaterThan(0);
    const before = order.slice(0, Math.max(...firstLooks));
    expect(before.filter((entry) => entry.endsWith('slice')).length).toBeLessThan(SLICES);
  });

  it('give the very input, and an explanation that agrees with the reading of that slice alone', async () => {
    const { studies, sources } = await setup();
    await service.engine.load(MODEL);
    const [study] = studies;
    if (study === undefined) throw new Error('no study');
    // Events tell each slice alone, the last one of a slice by its full reading; findings mix it with its neighbors.
    const alone = new Map<string, SliceFinding>();
    await service.queue.analyze(study, sources, {
      operatingPoint: 'balanced',
      onEvent: (event) => {
        if (event.kind === 'slice') alone.set(event.finding.sliceKey, event.finding);
      },
    });
    const [finding] = alone.values();
    if (finding === undefined) throw new Error('no finding');
    const input = await service.slices.input(study, finding.sliceKey, sources);
    expect(input.tensor).toHaveLength(input.size ** 2 * input.channels);
    const explained = await service.slices.explain(study, finding.sliceKey, sources);
    if (explained === null) return;
    expect(Math.abs(explained.probabilities.any - finding.probabilities.any)).toBeLessThan(1e-4);
  });

  it('take sources as a function of the page as well, and stop on cancel', async () => {
    const { studies, sources } = await setup();
    await service.engine.load(MODEL, { forcedEngine: 'tfjs-wasm' });
    const [study] = studies;
    if (study === undefined) throw new Error('no study');
    const controller = new AbortController();
    const reading = service.queue.analyze(
      study,
      async (sourceId) => {
        const blob = sources.get(sourceId) ?? new Blob([]);
        return new Uint8Array(await blob.arrayBuffer());
      },
      {
        operatingPoint: 'balanced',
        signal: controller.signal,
        onEvent: ({ kind }) => kind === 'slice' && controller.abort(),
      },
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('a package that is not there is refused with a reason, and files are read all the same', async () => {
  const { headers } = await setup();
  const state = await service.engine.load('/models/no-such-model/');
  expect(state.phase).toBe('failed');
  expect(headers).toHaveLength(2 * SLICES);
});

it('a slice comes back as plain explicit little endian', async () => {
  const { headers, sources } = await setup();
  const [header] = headers;
  const blob = header === undefined ? undefined : sources.get(header.sourceId);
  if (header === undefined || blob === undefined) throw new Error('no slice');
  const { file, notes } = await service.slices.transcode(blob, header);
  expect(file.length).toBeGreaterThan(2 * SIZE * SIZE);
  expect(notes).toEqual([]);
  expect(sliceKey(header)).toBe('1.2.1.1.1');
});
