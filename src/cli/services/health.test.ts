import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { skippedFor, whyNotInstalled } from '../../../scripts/machine.ts';
import { Health } from './health.ts';

/** One of whom everything was told that is ever told. */
function busy(): Health {
  const health = new Health(() => undefined);
  health.count('lists', { outcome: 'done' });
  health.count('news', { kind: 'arrived' });
  health.count('work', { stage: 'whole', outcome: 'done' });
  health.count('left', { why: 'lost' });
  health.count('workitems', { outcome: 'a "name"\\ of\nlines' });
  health.count('alarms');
  health.time('whole', 1.5);
  health.listed(1_795_910_400_000);
  health.queue({ waiting: 1, active: 2, delayed: 3, failed: 4, done: 5 }, true);
  return health;
}

describe('numbers for Prometheus', () => {
  it('say what each of them is', () => {
    const text = busy().metrics();
    const typed = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    const helped = [...text.matchAll(/^# HELP (\S+) \S.+$/gm)].map(([, name]) => name);
    expect(helped).toEqual(typed);
    expect(new Set(typed).size).toBe(typed.length);
    expect(text).toContain('ich_triage_alarms_total 1\n');
    expect(text).toContain('ich_triage_queue_studies{state="failed"} 4\n');
  });

  it('count from zero what should never be: a rate of what appears with its first time shows nothing', () => {
    const text = new Health(() => undefined).metrics();
    for (const name of ['alarms', 'doubled', 'stalled', 'stored_late', 'queue_troubles']) {
      expect(text).toContain(`ich_triage_${name}_total 0\n`);
    }
  });

  const why = whyNotInstalled('promtool');
  it.skipIf(why !== null)(`are such for Prometheus itself${skippedFor(why)}`, () => {
    for (const health of [busy(), new Health(() => undefined)]) {
      const input = health.metrics();
      const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
        input,
        encoding: 'utf8',
      });
      expect([status, stdout, stderr]).toEqual([0, '', '']);
    }
  });
});
