/** Processor time of processes and of the machine (Linux's /proc), to tell a program that waits from a machine that is full. */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts it in hundredths of a second. */
const TICKS = 100;

interface Line {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/** What /proc/PID/stat says; the name in it, in parentheses, may hold anything. Null: the process is gone. */
export function readStat(text: string): Line | null {
  const [, pid] = /^(\d+) \(/.exec(text) ?? [];
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // Numbered from the third on: ppid is 4, utime, stime and those of children that ended are 14 to 17.
  const parent = Number(fields[1]);
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return pid === undefined || Number.isNaN(parent + ticks)
    ? null
    : { pid: Number(pid), parent, seconds: ticks / TICKS };
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Seconds of a process and all below it, user and system together; 0 where there is no /proc, or no such process. */
export function cpuSecondsBelow(root: number | undefined, all = everyProcess()): number {
  const below = new Set([root]);
  for (let before = 0; before < below.size; ) {
    before = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all.reduce((sum, { pid, seconds }) => sum + (below.has(pid) ? seconds : 0), 0);
}

/** All processes of the machine, as of now. */
function everyProcess(): readonly Line[] {
  const names = readdirSync('/proc', { withFileTypes: true }).map(({ name }) => name);
  return names
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(read(`/proc/${name}/stat`)) ?? []);
}

/** Seconds in which the machine's cores worked, for whomever, since it was started. */
export function busySeconds(text = read('/proc/stat')): number {
  const [, fields = ''] = /^cpu +(.*)$/m.exec(text) ?? [];
  // user nice system idle iowait irq softirq steal; what comes behind is counted in user and nice.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS;
}

/** Seconds of processor that studies took, by who took them. */
export interface Shares {
  readonly workers: number;
  readonly pacs: number;
  readonly queue: number;
  readonly watch: number;
}

/**
 * What a second worker can be worth at most: of two, one works while the other waits for the PACS, until all cores work. One alone takes
 * as long as it and those who serve it take in turns, by processor time, in which other load does not show; or the `seconds` that it took, where
 * that is less: then the PACS served the next study meanwhile, on another core, and a second worker finds that core in use.
 */
export function speedupAtBest(
  { workers, pacs, queue, watch }: Shares,
  seconds: number,
  cores = cpus().length,
): number {
  const inTurns = Math.min(seconds, workers + pacs + queue);
  const all = workers + pacs + queue + watch;
  return inTurns / Math.max(inTurns / 2, all / cores);
}
