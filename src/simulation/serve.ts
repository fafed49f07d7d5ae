import { ms } from '#base';
import { DEFAULT_POLICY, firstInLine } from '#triage';
import type { SimulatedStudy } from './simulated-study.ts';

/** Who is read next, of those that wait, at a time in minutes. There is always one. */
export type Discipline = (waiting: readonly SimulatedStudy[], now: number) => SimulatedStudy;

/** The order in which they came. */
export const firstCome: Discipline = (waiting) =>
  waiting.reduce((first, study) => (study.at < first.at ? study : first));

/** The order of the worklist, by the worklist's own rule, with a waiting cap in minutes. */
export function byPriority(capMinutes: number): Discipline {
  const policy = { ...DEFAULT_POLICY, cap: ms(60_000 * Math.min(capMinutes, NO_CAP_MINUTES)) };
  return (waiting, now) =>
    firstInLine(waiting, ms(60_000 * now), policy) ?? firstCome(waiting, now);
}

/** Longer than any run: parts of the cap stay numbers. */
const NO_CAP_MINUTES = 1e9;

/** A study that was read. */
export interface ServedStudy {
  readonly study: SimulatedStudy;
  /** Minutes: when its reading began. */
  readonly startedAt: number;
}

/**
 * Has every study read once, in the order of the discipline: a reader who is free takes the next and finishes it (no preemption). `studies`
 * in order of arrival. Gives them in the order in which they are begun.
 */
export function serve(
  studies: readonly SimulatedStudy[],
  readers: number,
  next: Discipline,
): readonly ServedStudy[] {
  const freeAt = Array.from({ length: readers }, () => 0);
  const waiting: SimulatedStudy[] = [];
  const served: ServedStudy[] = [];
  let come = 0;
  while (served.length < studies.length) {
    const reader = freeAt.indexOf(Math.min(...freeAt));
    let now = freeAt[reader] ?? 0;
    if (waiting.length === 0) now = Math.max(now, studies[come]?.at ?? now);
    for (let study = studies[come]; study !== undefined && study.at <= now; study = studies[come]) {
      waiting.push(study);
      come += 1;
    }
    const study = next(waiting, now);
    // The order of those that wait is the discipline's: the last may take the place that is free.
    const last = waiting.pop();
    if (last !== undefined && last !== study) waiting[waiting.indexOf(study)] = last;
    freeAt[reader] = now + study.reading;
    served.push({ study, startedAt: now });
  }
  return served;
}
