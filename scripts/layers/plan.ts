import { importsOf } from './imports-of.ts';
import { isTest, layerOf, type Source, targetOf } from './trespasses.ts';

/** One room of src, as a plan shows it. */
export interface Room {
  readonly name: string;
  readonly folders: number;
  /** Of the product; tests and fixtures are counted apart. */
  readonly files: number;
  readonly lines: number;
  readonly tests: number;
  /** Of its product files, with its lines. */
  readonly largest: { readonly path: string; readonly lines: number };
  /** Rooms that its product files import, each with how many imports lead there; most first. */
  readonly uses: readonly { readonly room: string; readonly imports: number }[];
}

const linesOf = (text: string): number => text.split('\n').length - 1;

/** Where an import leads, through a door or, as before there were doors, by a path into another room; null inside the room. */
function roomOf(path: string, address: string): string | null {
  if (address.startsWith('.')) {
    const target = new URL(address, `file:///${path}`).pathname.slice(1);
    const room = target.startsWith('src/') ? layerOf(target) : null;
    return room === layerOf(path) ? null : room;
  }
  const target = targetOf(path, address);
  return target?.kind === 'layer' ? target.name : null;
}

/** The rooms of these sources (paths from the root, `src/dicom/study.ts`), by name. */
export function planOf(sources: readonly Source[]): readonly Room[] {
  const names = [...new Set(sources.map(({ path }) => layerOf(path)))].sort();
  return names.map((name) => {
    const all = sources.filter(({ path }) => layerOf(path) === name);
    const product = all.filter(({ path }) => !isTest(path));
    const sized = product.map(({ path, text }) => ({ path, lines: linesOf(text) }));
    const uses = new Map<string, number>();
    for (const { path, text } of product) {
      for (const { address } of importsOf(path, text)) {
        const room = roomOf(path, address);
        if (room !== null) uses.set(room, (uses.get(room) ?? 0) + 1);
      }
    }
    return {
      name,
      folders: new Set(all.map(({ path }) => path.slice(0, path.lastIndexOf('/')))).size,
      files: product.length,
      lines: sized.reduce((sum, { lines }) => sum + lines, 0),
      tests: all.length - product.length,
      largest: sized.reduce((most, one) => (one.lines > most.lines ? one : most), {
        path: '',
        lines: 0,
      }),
      uses: [...uses]
        .map(([room, imports]) => ({ room, imports }))
        .sort((a, b) => b.imports - a.imports || (a.room < b.room ? -1 : 1)),
    };
  });
}
