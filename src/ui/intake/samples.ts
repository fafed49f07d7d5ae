/** One bundled study. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Path of the ZIP, relative to the index. */
  readonly file: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What public/samples/index.json lists; entries that name no file are left out. */
function parseSamples(raw: unknown): readonly Sample[] {
  const list = isRecord(raw) && Array.isArray(raw.studies) ? raw.studies : [];
  return list.filter(isRecord).flatMap((sample) => {
    const file = text(sample.file);
    if (!/^[\w./-]+$/.test(file) || file.includes('..')) return [];
    const id = text(sample.id) || file;
    return [{ id, title: text(sample.title) || id, description: text(sample.description), file }];
  });
}

const FOLDER = 'samples/';

/** The bundled studies; [] where the app was built without. */
export async function listSamples(): Promise<readonly Sample[]> {
  const response = await fetch(`${FOLDER}index.json`);
  return response.ok ? parseSamples(await response.json()) : [];
}

/** The ZIPs of samples as files, as if they had been dropped. */
export function fetchSamples(samples: readonly Sample[]): Promise<readonly File[]> {
  return Promise.all(
    samples.map(async ({ file }) => {
      const response = await fetch(`${FOLDER}${file}`);
      if (!response.ok) throw new Error(`The sample ${file} is missing (${response.status}).`);
      return new File([await response.blob()], file.split('/').at(-1) ?? file);
    }),
  );
}
