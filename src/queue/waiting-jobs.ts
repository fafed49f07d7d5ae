import type { Job, Queue } from 'bullmq';
import type { NamesOfStudies } from './names-of-studies.ts';
import type { KeptResult } from './own-first.ts';
import { type StudyWork, workNamed } from './study-queue.ts';

type StudyJob = Job<StudyWork, KeptResult>;

const WAITS: ReadonlySet<string> = new Set(['prioritized', 'waiting', 'delayed']);
/** Names that are looked through at once. */
const PAGE = 500;

/** What waits of a study, by the names of its work: no more is read than that. */
export async function waitingOf(
  queue: Queue<StudyWork, KeptResult>,
  names: NamesOfStudies,
  study: string,
): Promise<readonly StudyJob[]> {
  return thoseThatWait(queue, await names.of(study));
}

/** The same of work that a former version put in, of which no name was taken down: all that waits is looked through, in pages. */
export async function waitingOfFormer(
  queue: Queue<StudyWork, KeptResult>,
  study: string,
): Promise<readonly StudyJob[]> {
  const found: string[] = [];
  for (let from = 0; ; from += PAGE) {
    const page = await queue.getRanges(['prioritized', 'delayed'], from, from + PAGE - 1, true);
    if (page.length === 0) return thoseThatWait(queue, found);
    found.push(...page.filter((name) => workNamed(name).study === study));
  }
}

async function thoseThatWait(
  queue: Queue<StudyWork, KeptResult>,
  names: readonly string[],
): Promise<readonly StudyJob[]> {
  const jobs = await Promise.all(
    names.map(async (name) => {
      const job = (await queue.getJob(name)) as StudyJob | undefined;
      return job !== undefined && WAITS.has(await job.getState()) ? [job] : [];
    }),
  );
  return jobs.flat();
}
