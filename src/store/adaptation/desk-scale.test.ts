import { describe, expect, it } from 'vitest';
import type { SiteCalibration } from '#adaptation';
import { parseSiteStudies } from '#adaptation';
import { applyPlatt, labelMap, ms } from '#base';
import { listCsv, listJson, verdictLogCsv } from '#report';
import { emptyRecord, verdictOf } from '#verdicts';
import { decideAnew } from '../analysis/at-point.ts';
import { readyEngine } from '../analysis/ready-engine.fixture.ts';
import { createEngineStore } from '../analysis/state.ts';
import { measuredPrice } from '../desk/point-price.ts';
import { modelAtDesk } from '../desk/validation.ts';
import { studyList } from '../export/study-list.ts';
import { createMeasurementsStore } from '../measurements/state.ts';
import { settingsFile } from '../settings/settings-file.ts';
import { createSettingsStore, parseSettings } from '../settings/state.ts';
import { createVerdictsStore } from '../verdicts/state.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { worklistRows } from '../worklist/selectors.ts';
import { createWorklistStore } from '../worklist/state.ts';
import { isAdapted } from './desk-scale.ts';
import { listedEvidence } from './propose-for-desk.ts';

const plain = readyEngine();
const engineReady = {
  ...plain,
  modelHash: aResult(0.5).model.hash,
  manifest: { ...plain.manifest, study: { ...plain.manifest.study, anyLift: 'none' as const } },
};
const calibration: SiteCalibration = {
  format: 'ich-triage-site-calibration',
  version: 2,
  model: { id: 'tiny', hash: engineReady.modelHash },
  any: {
    scaling: { a: 1, b: 2 },
    operatingPoints: { highSensitivity: 0.3, balanced: 0.6, highSpecificity: 0.9 },
  },
  basis: { studies: 60, positives: 25, days: ['2026-11-01', '2026-11-27'], changes: ['scaling'] },
};
const adaptation = { calibration, since: 5 };

function setup(anys: readonly number[], engineState = engineReady) {
  const worklist = createWorklistStore(0);
  const entries = anys.map((any) =>
    anEntry(`any-${any}`, { phase: { kind: 'ranked', result: aResult(any) }, receivedAt: ms(0) }),
  );
  worklist.setState({ entries: new Map(entries.map((entry) => [entry.key, entry])) });
  const engine = createEngineStore();
  engine.setState(engineState, true);
  const settings = createSettingsStore(null);
  decideAnew({ worklist, engine, settings });
  const use = (given: typeof adaptation | null) => {
    settings.setState({ adaptation: given });
    decideAnew({ worklist, engine, settings });
  };
  const states = () =>
    worklistRows(worklist.getState()).map(({ key, state, any }) => ({ key, state, any }));
  return { worklist, engine, settings, use, states };
}

describe('numbers adapted to a desk', () => {
  it('rank and flag the whole list anew at once, and one change takes it back as it was', () => {
    const { worklist, use, states } = setup([0.3, 0.1, 0.9]);
    use(adaptation);
    use(null);
    const before = worklist.getState().entries;
    const listed = states();
    expect(listed.filter(({ state }) => state === 'flagged')).toHaveLength(1);
    use(adaptation);
    expect(states().filter(({ state }) => state === 'flagged')).toHaveLength(2);
    expect(states().find(({ key }) => key === 'any-0.3')?.any).toBeCloseTo(
      applyPlatt(0.3, { a: 1, b: 2 }),
    );
    const result = worklist.getState().entries.get('any-0.3')?.phase;
    expect(result).toMatchObject({
      result: {
        thresholds: { study: { any: 0.6 }, slice: { any: 0.5 } },
        model: { title: 'Tiny, calibrated on 60 studies of the site' },
      },
    });
    use(null);
    expect(states()).toEqual(listed);
    expect(worklist.getState().entries).toEqual(before);
  });

  it('are not those of another package, nor of one whose types raise any', () => {
    const { use, states, engine } = setup([0.3], { ...engineReady, modelHash: 'other' });
    const before = states();
    use(adaptation);
    expect(states()).toEqual(before);
    expect(isAdapted(engine.getState(), adaptation)).toBe(false);
    expect(isAdapted({ ...plain, modelHash: engineReady.modelHash }, adaptation)).toBe(false);
    expect(isAdapted(engineReady, adaptation)).toBe(true);
    expect(isAdapted(engineReady, null)).toBe(false);
  });

  it('are judged by labels as they stand, under a title that says so', () => {
    const judged = modelAtDesk(engineReady, adaptation);
    expect(judged.title).toBe('Tiny, calibrated on 60 studies of the site');
    expect(judged.study.operatingPoints.any).toEqual(calibration.any.operatingPoints);
    expect(judged.study.operatingPoints.subdural).toEqual(
      engineReady.manifest.study.operatingPoints.subdural,
    );
    const own = modelAtDesk(engineReady, null);
    expect([own.title, own.study]).toEqual([
      engineReady.manifest.title,
      engineReady.manifest.study,
    ]);
    expect(modelAtDesk({ ...engineReady, modelHash: 'other' }, adaptation)).toEqual(own);
  });

  it('leave the measured price of a point that was chosen here out, and no other', () => {
    const price = { sensitivity: 0.9, specificity: 0.8, n: 60, positives: 20 };
    const point = { highSensitivity: price, balanced: price, highSpecificity: price };
    const study = { ...engineReady.manifest.study, measured: labelMap(() => point) };
    const measured = { ...engineReady, manifest: { ...engineReady.manifest, study } };
    const { basis } = calibration;
    const moved = {
      ...adaptation,
      calibration: { ...calibration, basis: { ...basis, changes: ['scaling', 'balanced'] } },
    };
    expect(measuredPrice(measured, 'balanced', moved)).toBeNull();
    expect(measuredPrice(measured, 'highSensitivity', moved)).not.toBeNull();
    expect(measuredPrice(measured, 'balanced', adaptation)).not.toBeNull();
    expect(measuredPrice({ ...measured, modelHash: 'other' }, 'balanced', moved)).not.toBeNull();
  });

  it('stay in the settings of this browser, and neither go into a file nor come from one', () => {
    const { settings, use } = setup([0.3]);
    use(adaptation);
    const kept = JSON.parse(JSON.stringify(settings.getState()));
    expect(parseSettings(kept).adaptation).toEqual(adaptation);
    expect(settingsFile(settings.getState())).not.toContain('adaptation');
    const broken = { ...kept, adaptation: { calibration: { ...calibration, any: {} }, since: 5 } };
    expect(parseSettings(broken).adaptation).toBeNull();
  });

  it('are exported with the package’s own beside them, which is what a new proposal takes', () => {
    const { worklist, engine, use } = setup([0.3, 0.9]);
    use(adaptation);
    const verdicts = createVerdictsStore(
      ['any-0.3', 'any-0.9'].map((studyKey) => ({
        ...emptyRecord(studyKey),
        log: [
          {
            verdict: verdictOf('hemorrhage', null),
            at: ms(7),
            by: 'AB',
            stage: 'open' as const,
            analysisKey: '',
            flagged: null,
            undoneAt: null,
          },
        ],
      })),
    ).getState();
    const list = studyList(
      {
        worklist: worklist.getState(),
        verdicts,
        measurements: createMeasurementsStore([]).getState(),
        intake: { leftOut: [] },
        engine: engine.getState(),
      },
      9,
      new Map(),
    );
    const files = [
      ['list.csv', listCsv(list)],
      ['list.json', listJson(list)],
      ['log.csv', verdictLogCsv(list)],
    ] as const;
    for (const [name, text] of files) {
      const studies = parseSiteStudies(name, new TextEncoder().encode(text));
      expect(studies.map(({ probability }) => probability).sort()).toEqual([0.3, 0.9]);
      expect(studies.map(({ verdict }) => verdict)).toEqual(['hemorrhage', 'hemorrhage']);
    }
    const own = listedEvidence(worklist.getState().entries, verdicts);
    expect(own.map(({ probability }) => probability).sort()).toEqual([0.3, 0.9]);
  });
});
