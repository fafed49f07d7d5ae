import { describe, expect, it } from 'vitest';
import { labelMap, ms } from '#base';
import type { ReadyEngine } from '#workers';
import { flaggedAt, measuredPrice, priceHere } from '../desk/point-price.ts';
import { createSettingsStore } from '../settings/state.ts';
import { anEntry, aResult, someFindings } from '../worklist/entries.fixture.ts';
import { worklistRows } from '../worklist/selectors.ts';
import { createWorklistStore } from '../worklist/state.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import { decideAnew, entryAtPoint } from './at-point.ts';
import { createEngineStore } from './state.ts';

const points = labelMap(() => ({ highSensitivity: 0.2, balanced: 0.5, highSpecificity: 0.8 }));
const measured = (sensitivity: number, specificity: number) => ({
  sensitivity,
  specificity,
  n: 60,
  positives: 20,
});
const ready = {
  phase: 'ready',
  modelHash: 'ab12',
  manifest: {
    operatingPoints: points,
    study: {
      operatingPoints: points,
      measured: labelMap(() => ({
        highSensitivity: measured(0.95, 0.5),
        balanced: measured(0.9, 0.8),
        highSpecificity: measured(0.5, 0.95),
      })),
    },
  },
} as unknown as ReadyEngine;

const ranked = (any: number, given: Partial<StudyEntry> = {}) =>
  anEntry(`any-${any}`, { phase: { kind: 'ranked', result: aResult(any) }, ...given });

function setup(entries: readonly StudyEntry[]) {
  const worklist = createWorklistStore(0);
  worklist.setState({ entries: new Map(entries.map((entry) => [entry.key, entry])) });
  const engine = createEngineStore();
  engine.setState(ready, true);
  const settings = createSettingsStore(null);
  const flagged = () =>
    [...worklist.getState().entries.values()].map(({ phase }) =>
      'result' in phase ? phase.result?.findings.flagged : null,
    );
  return { worklist, engine, settings, flagged };
}

describe('a change of the operating point', () => {
  it('decides every study anew at once, those without images too, and back again the same', () => {
    const { worklist, engine, settings, flagged } = setup([ranked(0.3), ranked(0.9)]);
    const before = flagged();
    settings.setState({ operatingPoint: 'highSensitivity' });
    decideAnew({ worklist, engine, settings });
    expect(flagged()).toEqual([['any'], expect.arrayContaining(['any', 'subdural'])]);
    expect(worklist.getState().entries.get('any-0.3')?.phase).toMatchObject({
      kind: 'ranked',
      result: {
        findings: { operatingPoint: 'highSensitivity' },
        thresholds: { slice: { any: 0.2 } },
      },
    });
    settings.setState({ operatingPoint: 'balanced' });
    decideAnew({ worklist, engine, settings });
    expect(flagged()).toEqual(before);
  });

  it('moves the rows with it', () => {
    const states = (entry: StudyEntry) => {
      const { worklist } = setup([entry]);
      return worklistRows(worklist.getState()).map(({ state }) => state);
    };
    expect(states(ranked(0.6))).toEqual(['flagged']);
    expect(states(entryAtPoint(ranked(0.6), ready, 'highSpecificity'))).toEqual(['no-flag']);
  });

  it('reaches a guess in mid-run, and one that was begun at another point', () => {
    const interim = someFindings(0.3);
    const phase = { kind: 'analyzing', done: 1, total: 5, interim, soFar: null } as const;
    const entry = anEntry('a', { phase });
    expect(entryAtPoint(entry, ready, 'highSensitivity').phase).toMatchObject({
      interim: { flagged: ['any'], operatingPoint: 'highSensitivity' },
    });
  });

  it('leaves a result of another model at its own point, and everything where no model is loaded', () => {
    const foreign = ranked(0.3);
    expect(entryAtPoint(foreign, { ...ready, modelHash: 'other' }, 'highSensitivity')).toBe(
      foreign,
    );
    expect(entryAtPoint(foreign, { phase: 'idle' }, 'highSensitivity')).toBe(foreign);
    const queued = anEntry('q', { receivedAt: ms(4) });
    expect(entryAtPoint(queued, ready, 'highSensitivity')).toBe(queued);
  });
});

describe('the price of a point', () => {
  it('is the package’s own, with its counts and intervals', () => {
    const price = measuredPrice(ready, 'balanced');
    expect(price?.sensitivity).toMatchObject({ part: 0.9, n: 20 });
    expect(price?.specificity).toMatchObject({ part: 0.8, n: 40 });
    expect(price?.sensitivity.interval[0]).toBeCloseTo(0.699, 2);
    if (price === null) throw new Error('no price');
    const { at, heads } = priceHere(price, 0.1);
    expect(at.falsePerTrue).toBeCloseTo(2);
    expect(heads).toHaveLength(100);
  });

  it('is not told of a package that did not measure it', () => {
    expect(measuredPrice({ phase: 'idle' }, 'balanced')).toBeNull();
    const { measured: _, ...study } = ready.manifest.study;
    const silent = { ...ready, manifest: { ...ready.manifest, study } };
    expect(measuredPrice(silent, 'balanced')).toBeNull();
  });

  it('says how many of the list each point flags', () => {
    const entries = new Map([0.3, 0.6, 0.9].map((any) => [`any-${any}`, ranked(any)]));
    const counts = (['highSensitivity', 'balanced', 'highSpecificity'] as const).map(
      (point) => flaggedAt(entries, ready, point).flagged,
    );
    expect(counts).toEqual([3, 2, 1]);
  });
});
