import { describe, expect, it } from 'vitest';
import { parsePythonReport } from './python-report.ts';

const report = (end: string) => parsePythonReport(`..s.F\n${'-'.repeat(70)}\n${end}\n`);

describe('parsePythonReport', () => {
  it.each([
    ['Ran 57 tests in 4.354s\n\nOK', 57, 0, 0],
    ['Ran 1 test in 0.001s\n\nOK', 1, 0, 0],
    ['Ran 78 tests in 4.3s\n\nOK (skipped=50)', 28, 0, 50],
    ['Ran 78 tests in 4.3s\n\nFAILED (failures=1, errors=2, skipped=3)', 72, 3, 3],
    ['Ran 2 tests in 4.3s\n\nFAILED (errors=5)', 0, 5, 0],
    ['Traceback (most recent call last):', 0, 0, 0],
  ])('reads %j', (end, passed, failed, skipped) => {
    expect(report(end)).toEqual({
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: skipped,
    });
  });
});
