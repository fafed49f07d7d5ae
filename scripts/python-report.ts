/** What a run of Python's unittest counted, under the names of Vitest's JSON report. */
export interface PythonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/** Reads the last lines that `python3 -m unittest` prints. A run that was cut off before them counts no test. */
export function parsePythonReport(text: string): PythonReport {
  const [, ran = '0'] = /^Ran (\d+) tests? in /m.exec(text) ?? [];
  const [, notes = ''] = /^(?:OK|FAILED) \((.*)\)$/m.exec(text) ?? [];
  const noted = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(notes)?.[1] ?? 0);
  const skipped = noted('skipped');
  const failed = noted('failures') + noted('errors') + noted('unexpected successes');
  return {
    numPassedTests: Math.max(0, Number(ran) - skipped - failed),
    numFailedTests: failed,
    numPendingTests: skipped,
  };
}
