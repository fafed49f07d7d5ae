/** One bundled study. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Path of the ZIP, relative to the index. */
  readonly file: string;
  /** Address of a slice with what was painted outlined; null where the build made none. */
  readonly picture: string | null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const FOLDER = 'samples/';

const isPath = (path: string): boolean => /^[\w./-]+$/.test(path) && !path.includes('..');

/** What public/samples/index.json lists; entries that name no file are left out. */
function parseSamples(raw: unknown): readonly Sample[] {
  const list = isRecord(raw) && Array.isArray(raw.studies) ? raw.studies : [];
  return list.filter(isRecord).flatMap((sample) => {
    const file = text(sample.file);
    if (!isPath(file)) return [];
    const id = text(sample.id) || file;
    const picture = isPath(text(sample.picture)) ? `${FOLDER}${text(sample.picture)}` : null;
    const title = text(sample.title) || id;
    return [{ id, title, description: text(sample.description), file, picture }];
  });
}

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
