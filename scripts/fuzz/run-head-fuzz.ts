import fc from 'fast-check';
import type { OpenModel } from '#inference';
import { type HeadReading, readHead } from './head-judge.ts';
import { type HeadMutant, type HeadMutation, headMutants, mutated } from './head-mutants.ts';
import type { HeadVolume } from './head-volume.ts';

/** A number may move so far in silence, and a flag may only turn where it hardly moved: near its threshold the row says so. */
const MOST_MOVED = 0.15;
const MOST_MOVED_OVER_THRESHOLD = 0.05;

/** What a run over mutants of heads found. */
export interface HeadFuzzResult {
  readonly mutants: number;
  /** Not analyzed, with a reason; told of in the row; as before, within the bound. */
  readonly refused: number;
  readonly told: number;
  readonly same: number;
  /** Moved farther in silence by what docs/safety.md says is not seen. */
  readonly excused: number;
  /** Every mutant whose number moved in silence otherwise, in words. */
  readonly faults: readonly string[];
}

/** What becomes of a mutant. */
type End = 'refused' | 'told' | 'same' | 'excused' | 'fault';

/**
 * What docs/safety.md says that nothing in the images tells: a scale that is off by little, a gap that leaves most of the skull, slices whose
 * places were exchanged, a block of a few pixels, and a blur that is less than what slices of a sloping head have.
 */
function isKnownLimit(one: HeadMutation): boolean {
  switch (one.kind) {
    case 'shift':
      return Math.abs(one.hu) < (one.part.length === 1 ? 24 : 10);
    case 'scale':
      return Math.abs(one.by - 1) <= 0.06;
    case 'open-skull':
      return one.degrees < 120;
    case 'reverse':
      return true;
    case 'block':
      return one.side < 0.05;
    case 'motion':
      return one.mm < 5 || one.nth > 1;
    case 'blur':
      return one.mm < 2;
    default:
      return false;
  }
}

/** How a mutant ended, beside its head as it was. */
export function endOf(
  base: HeadReading,
  mutant: HeadReading,
  mutations: readonly HeadMutation[],
): End {
  if (mutant.any === null || base.any === null) return 'refused';
  if (mutant.inRow.some((words) => !base.inRow.includes(words))) return 'told';
  const moved = Math.abs(mutant.any - base.any);
  const most = mutant.flagged === base.flagged ? MOST_MOVED : MOST_MOVED_OVER_THRESHOLD;
  if (moved <= most) return 'same';
  return mutations.some(isKnownLimit) ? 'excused' : 'fault';
}

/** Reads `count` mutants of the heads, made from `seed`, with the model, and judges each. */
export async function runHeadFuzz(
  heads: readonly HeadVolume[],
  model: OpenModel,
  {
    count,
    seed,
    onMutant = () => undefined,
  }: { count: number; seed: number; onMutant?: (n: number) => void },
): Promise<HeadFuzzResult> {
  const bases: HeadReading[] = [];
  for (const head of heads) bases.push(await readHead(head, model));
  const ends: Record<End, number> = { refused: 0, told: 0, same: 0, excused: 0, fault: 0 };
  const faults: string[] = [];
  for (const [at, mutant] of fc
    .sample(headMutants(heads.length), { numRuns: count, seed })
    .entries()) {
    const { end, text } = await judged(heads, bases, mutant, model);
    ends[end] += 1;
    if (end === 'fault') faults.push(text);
    onMutant(at + 1);
  }
  const { refused, told, same, excused } = ends;
  return { mutants: count, refused, told, same, excused, faults };
}

async function judged(
  heads: readonly HeadVolume[],
  bases: readonly HeadReading[],
  { head: which, mutations }: HeadMutant,
  model: OpenModel,
): Promise<{ readonly end: End; readonly text: string }> {
  const [head, base] = [heads[which], bases[which]];
  if (head === undefined || base === undefined) throw new RangeError(`There is no head ${which}.`);
  const mutant = await readHead(mutated(head, mutations), model);
  const numbers = `any ${base.any?.toFixed(3)} to ${mutant.any?.toFixed(3)}`;
  const text = `${head.name}: ${numbers} without a word in the row: ${JSON.stringify(mutations)}`;
  return { end: endOf(base, mutant, mutations), text };
}
