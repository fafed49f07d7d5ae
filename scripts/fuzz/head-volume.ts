import { type Mm, mm } from '#base';
import { decodeFrame, groupStudies, readHeaders, type Study } from '#dicom';
import { type HuImage, toHounsfield } from '#imaging';
import { scanPhantom } from '../samples/phantom.ts';
import { SAMPLE_STUDIES } from '../samples/studies.ts';
import { LOWEST_MM } from '../samples/write-study.ts';

/** A head as its slices' values in HU, caudal to cranial, and where they lie. */
export interface HeadVolume {
  readonly name: string;
  readonly slices: readonly HuImage[];
  /** Of the slices along the table, mm. */
  readonly places: readonly number[];
  /** Row and column spacing, mm. */
  readonly spacing: readonly [Mm, Mm];
  readonly thickness: number;
}

const SIZE = 256;
const SPACING_MM = 0.82;
const STEP_MM = 7.5;
const SLICES = 18;

/** A painted head in measured air, of 18 slices of 7.5 mm and 256 x 256 pixels: some seconds. */
export function paintedHead(id: string): HeadVolume {
  const study = SAMPLE_STUDIES.find((sample) => sample.id === id);
  if (study === undefined) throw new Error(`There is no sample ${id}.`);
  const { seed, shape, lesions, noiseHu, turnDegrees } = study;
  const scanner = scanPhantom({ seed, shape, lesions, turn: turnDegrees, noiseHu });
  const places = Array.from({ length: SLICES }, (_, index) => LOWEST_MM + index * STEP_MM);
  const slices = places.map((z): HuImage => {
    const plane = { size: SIZE, spacing: SPACING_MM, z, thicknessMm: STEP_MM, tiltDegrees: 0 };
    return { rows: SIZE, columns: SIZE, values: inMeasuredAir(scanner.slice(plane)) };
  });
  return {
    name: id,
    slices,
    places,
    spacing: [mm(SPACING_MM), mm(SPACING_MM)],
    thickness: STEP_MM,
  };
}

/** The samples' air is one value, which no scanner measures: here it is spread by a few HU. */
const inMeasuredAir = (values: Float32Array): Float32Array =>
  values.map((hu, at) => (hu <= -1000 ? -1000 + (((at * 2654435761) >>> 16) % 9) - 4 : hu));

/** The first chosen series of given files as a volume; throws where there is none, or where a slice can't be read. */
export async function headOf(name: string, files: readonly Uint8Array[]): Promise<HeadVolume> {
  const bytes = new Map(files.map((file, at) => [String(at), file]));
  const headers = [...bytes].flatMap(([id, file]) => {
    const outcome = readHeaders(id, file, { complete: true });
    return outcome.kind === 'slices' ? outcome.slices : [];
  });
  const series = groupStudies(headers).flatMap((study: Study) =>
    study.series.filter(({ key }) => key === study.chosen?.seriesKey),
  )[0];
  const spacing = series?.slices[0]?.pixelSpacing ?? null;
  if (series === undefined || spacing === null)
    throw new Error(`${name} has no series to analyze.`);
  const slices: HuImage[] = [];
  for (const header of series.slices) {
    const frame = await decodeFrame(bytes.get(header.sourceId) ?? new Uint8Array(), header);
    if (!frame.ok) throw new Error(`${name}: ${frame.reason.text}`);
    slices.push(toHounsfield(frame.value, header).image);
  }
  const thickness = series.slices[0]?.sliceThickness ?? series.geometry.medianSpacing ?? 5;
  return { name, slices, places: [...series.geometry.positions], spacing, thickness };
}
