import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What one layer may import. */
export interface Layer {
  /** Other layers, each through its door `#name`. */
  readonly uses: readonly string[];
  /** npm packages by name, subpaths included; `node` stands for Node's own modules. */
  readonly packages: readonly string[];
}

/** Every layer by name, lowest first. `app` is src/main.tsx; every other is a folder of src. */
export type LayerTable = ReadonlyMap<string, Layer>;

/** layers.json, the one place that says which layer may import what. */
export function readLayerTable(): LayerTable {
  const text = readFileSync(join(ROOT, 'layers.json'), 'utf8');
  return new Map(Object.entries(JSON.parse(text) as Record<string, Layer>));
}

/** All layers that `name` reaches, directly or through others; not itself. */
export function reachedFrom(table: LayerTable, name: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (layer: string): void => {
    for (const next of table.get(layer)?.uses ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      visit(next);
    }
  };
  visit(name);
  return reached;
}

/** The arrows that the others don't already imply: what a drawing of the layers shows. */
export function drawnArrows(table: LayerTable): readonly string[] {
  return [...table].flatMap(([layer, { uses }]) =>
    uses
      .filter((used) => !uses.some((other) => reachedFrom(table, other).has(used)))
      .map((used) => `${layer} --> ${used}`),
  );
}
