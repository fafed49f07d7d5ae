import type { StudyQueue } from '#queue';
import type { Health } from './health.ts';

const EVERY_MS = 60_000;
const LOOK_MS = 5000;

/** Tells of the queue once a minute, and keeps the numbers fresh in between, until it is stopped. */
export function startPulse(queue: StudyQueue, health: Health): { stop(): void } {
  let told = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  let risk: string | null = null;
  /** Once, and again when it is another. */
  const sayRisk = async (): Promise<void> => {
    const now = await queue.risk().catch(() => risk);
    if (now !== null && now !== risk) health.tell('queue-trouble', { text: now });
    risk = now;
  };
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    const counts = await queue.counts().catch(() => null);
    const held = await queue.isHeld().catch(() => false);
    isLooking = false;
    health.queue(counts, held);
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    const memory = process.memoryUsage.rss();
    health.tell('health', { queue: counts ?? 'away', held, memory });
    await sayRisk();
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_MS);
  return { stop: () => clearInterval(timer) };
}
