import type { Label, Ms } from '#base';
import { missingSlices } from './coverage.ts';
import type { PriorityPolicy } from './priority-policy.ts';
import { DEFAULT_POLICY } from './priority-policy.ts';
import { briefReason, priorityReason } from './priority-reason.ts';
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
    .sort(
      (a, b) =>
        b.parts.pinned - a.parts.pinned ||
        (a.item.pin?.pinnedAt ?? 0) - (b.item.pin?.pinnedAt ?? 0) ||
        b.parts.cap - a.parts.cap ||
        total(b.parts) - total(a.parts) ||
        a.item.receivedAt - b.item.receivedAt ||
        (a.item.key < b.item.key ? -1 : 1),
    )
    .map(({ item, parts }, index) => ({
      key: item.key,
      rank: index + 1,
      priority: Math.min(100, total(parts)),
      reason: priorityReason(item, now, policy),
      brief: briefReason(item, now, policy),
      parts,
    }));
}

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

function probabilityPart(state: TriageState, policy: PriorityPolicy): number {
  if (state.kind !== 'findings' || state.findings.slices.length === 0) return FLAG;
  const { probabilities, flagged, slices } = state.findings;
  const weighted = (label: Label) => probabilities[label] * policy.typeWeight[label];
  if (flagged.length > 0) return FLAG + FLAG * Math.max(...flagged.map(weighted));
  // What could not be looked at counts as unknown: nearly all of a study missing is nearly no result.
  const missing = missingSlices(state.findings);
  const unseen = missing / (slices.length + missing);
  return Number.isNaN(probabilities.any)
    ? FLAG
    : FLAG * (probabilities.any * (1 - unseen) + unseen);
}
