import type { Ms } from '#base';
import { missingSlices } from './coverage.ts';
import type { StudyFindings } from './findings.ts';
import type { PriorityPolicy } from './priority-policy.ts';
import { DEFAULT_POLICY } from './priority-policy.ts';
import { priorityReason } from './priority-reason.ts';
import type { PriorityParts, RankedItem, TriageItem, TriageState } from './triage-item.ts';

/** Half of the probability's part: what separates flagged from unflagged, and what an unknown study gets. */
const FLAG = 20;
const AGING = 10;
const AGING_BEYOND_CAP = 40;
const CAP = 50;
const PIN = 100;

/**
 * Puts the queue in order. Pinned studies first, by the time of their pins; then those over the cap; then by probability
 * and a little by waiting. Once over the cap, a study has nothing before it that came more than one cap later, pins
 * excepted. What was seen does not wait any more. Total, deterministic (ties by arrival, then by key), and every study that goes in comes out.
 */
export function prioritize(
  items: readonly TriageItem[],
  now: Ms,
  policy: PriorityPolicy = DEFAULT_POLICY,
): readonly RankedItem[] {
  return items
    .map((item) => ({ item, parts: partsOf(item, now, policy) }))
    .sort(before)
    .map(({ item, parts }, index) => ({
      key: item.key,
      rank: index + 1,
      priority: Math.min(100, total(parts)),
      ...priorityReason(item, now, policy),
      parts,
    }));
}

/**
 * The study that {@link prioritize} puts first, without the words; null where there is none. Looks at each once: for who asks
 * ten thousand times.
 */
export function firstInLine<Item extends TriageItem>(
  items: readonly Item[],
  now: Ms,
  policy: PriorityPolicy = DEFAULT_POLICY,
): Item | null {
  let first: Weighed<Item> | null = null;
  for (const item of items) {
    const weighed = { item, parts: partsOf(item, now, policy) };
    if (first === null || before(weighed, first) < 0) first = weighed;
  }
  return first?.item ?? null;
}

interface Weighed<Item extends TriageItem = TriageItem> {
  readonly item: Item;
  readonly parts: PriorityParts;
}

const before = (a: Weighed, b: Weighed): number =>
  b.parts.pinned - a.parts.pinned ||
  (a.item.pin?.pinnedAt ?? 0) - (b.item.pin?.pinnedAt ?? 0) ||
  b.parts.cap - a.parts.cap ||
  total(b.parts) - total(a.parts) ||
  a.item.receivedAt - b.item.receivedAt ||
  (a.item.number ?? 0) - (b.item.number ?? 0) ||
  (a.item.key < b.item.key ? -1 : 1);

const total = (parts: PriorityParts): number =>
  parts.probability + parts.waiting + parts.cap + parts.pinned;

function partsOf(item: TriageItem, now: Ms, policy: PriorityPolicy): PriorityParts {
  const waited = item.seen === true ? 0 : Math.max(0, now - item.receivedAt);
  const overCap = waited >= policy.cap;
  return {
    probability: probabilityPart(item.state, policy),
    waiting: ((overCap ? AGING_BEYOND_CAP : AGING) * waited) / policy.cap,
    cap: overCap ? CAP : 0,
    pinned: item.pin === undefined ? 0 : PIN,
  };
}

/** The largest probability of a flagged type, by how much the type counts; 0..1, 0 where nothing is flagged. */
function weightedFlag(
  { probabilities, flagged }: Pick<StudyFindings, 'probabilities' | 'flagged'>,
  policy: PriorityPolicy,
): number {
  return Math.max(0, ...flagged.map((label) => probabilities[label] * policy.typeWeight[label]));
}

/** From so much on a flag is urgent: the upper part of the flagged ranks. */
const URGENT = 0.75;

/** How much a flagged study asks for attention, by what puts it in order; null where nothing is flagged. */
export function alertLevel(
  findings: Pick<StudyFindings, 'probabilities' | 'flagged'>,
  policy: PriorityPolicy = DEFAULT_POLICY,
): 'urgent' | 'flag' | null {
  if (findings.flagged.length === 0) return null;
  return weightedFlag(findings, policy) >= URGENT ? 'urgent' : 'flag';
}

function probabilityPart(state: TriageState, policy: PriorityPolicy): number {
  if (state.kind !== 'findings' || state.findings.slices.length === 0) return FLAG;
  const { probabilities, flagged, slices } = state.findings;
  if (flagged.length > 0) return FLAG + FLAG * weightedFlag(state.findings, policy);
  // What could not be looked at counts as unknown: nearly all of a study missing is nearly no result.
  const missing = missingSlices(state.findings);
  const unseen = missing / (slices.length + missing);
  return Number.isNaN(probabilities.any)
    ? FLAG
    : FLAG * (probabilities.any * (1 - unseen) + unseen);
}
