/** A line on the terminal that is written over; nothing where there is no terminal. */
export interface ProgressLine {
  /** A count without an end: files found. */
  count(what: string, count: number): void;
  /** A bar. */
  bar(what: string, done: number, total: number): void;
  clear(): void;
}

const WIDTH = 30;
const LEAST_MS = 80;

/** Writes to `stream` (stderr) if it is a terminal, at most a dozen times a second. */
export function progressLine(stream: {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}): ProgressLine {
  let last = 0;
  const show = (text: string, now: boolean): void => {
    if (stream.isTTY !== true) return;
    const time = Date.now();
    if (!now && time - last < LEAST_MS) return;
    last = time;
    stream.write(`\r\u001b[K${text}`);
  };
  return {
    count: (what, count) => show(`${what} ${count}`, false),
    bar: (what, done, total) => {
      const filled = total === 0 ? WIDTH : Math.round((WIDTH * done) / total);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      show(`${what} ${bar} ${done}/${total}`, done === total);
    },
    clear: () => show('', true),
  };
}
