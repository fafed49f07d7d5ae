import type { Profiler } from 'node:inspector';

/** A part of the work and the time spent in it itself. */
export interface Share {
  readonly name: string;
  readonly ms: number;
}

type Node = Profiler.ProfileNode;

/** Folders of src, and inside imaging the step, as people speak of them. */
const LAYERS: Readonly<Record<string, string>> = {
  engine: 'model: kernels',
  inference: 'model: around the kernels',
  dicom: 'parsing and decoding DICOM',
  intake: 'reading files',
  pipeline: 'order of the work',
  triage: 'slices to study',
  cli: 'reading files',
};
const STEPS: readonly (readonly [RegExp, string])[] = [
  [/hounsfield|unwrap/, 'stored values to HU'],
  [/brain-evidence/, 'is there brain'],
  [/hu-statistics/, 'statistics of HU'],
  [/head-box|largest|open-mask/, "the head's box"],
  [/resize|resample|preprocess|window/, 'crop and window'],
];

/** What a function belongs to by its file; null where its caller must tell. */
function partOf({ callFrame: { url, functionName } }: Node): string | null {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(idle)' || functionName === '(program)')
    return 'waiting for files, and the runtime';
  const layer = /\/src\/([a-z]+)\//.exec(url)?.[1];
  if (layer === 'imaging') {
    // The kernels are called through one file: whose call it is, its caller tells.
    return STEPS.find(([file]) => file.test(url.slice(url.lastIndexOf('/'))))?.[1] ?? null;
  }
  return layer === undefined || layer === 'base' ? null : (LAYERS[layer] ?? layer);
}

/** Sums the samples of a profile by part, the largest first. */
export function shareOfTime(profile: Profiler.Profile): readonly Share[] {
  const parts = new Map<number, string>();
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const name = (node: Node, inherited: string): void => {
    const part = partOf(node) ?? inherited;
    parts.set(node.id, part);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child !== undefined) name(child, part);
    }
  };
  const [root] = profile.nodes;
  if (root !== undefined) name(root, 'waiting for files, and the runtime');
  const sums = new Map<string, number>();
  for (const [at, id] of (profile.samples ?? []).entries()) {
    const part = parts.get(id) ?? 'other';
    sums.set(part, (sums.get(part) ?? 0) + (profile.timeDeltas?.[at] ?? 0) / 1000);
  }
  return [...sums].map(([part, ms]) => ({ name: part, ms })).sort((a, b) => b.ms - a.ms);
}
