import { describe, expect, it, vi } from 'vitest';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { failed, listed, named, setup, study } from './model-desk.fixture.ts';
import { opinionBeside } from './opinion.ts';

describe('a model that is chosen', () => {
  it('is proven first, then loaded; studies whose images are here are read again, and it is kept', async () => {
    const { desk, told, models, settings } = setup((_, source) => named(source));
    expect(await desk.choose(listed('new'))).toEqual({ ok: true, value: null });
    expect(told).toEqual([
      'second loads models/new/',
      'stop',
      'first loads models/new/',
      'again here',
      'pump',
    ]);
    expect(models.getState().current).toBe('models/new/');
    expect(models.getState().speeds.get('hash-new')).toBe(7);
    expect(settings.getState().model).toBe('new');
  });

  it('and fails its proof changes nothing', async () => {
    const { desk, told, models, settings, worklist, before } = setup(() => failed);
    expect(await desk.choose(listed('new'))).toMatchObject({
      ok: false,
      reason: { code: 'model-hash' },
    });
    expect(told).toEqual(['second loads models/new/']);
    expect(models.getState().current).toBe('models/old/');
    expect(settings.getState().model).toBe('');
    expect(worklist.getState().entries).toBe(before);
  });

  it('and fails only where it is to read gives way to the one before, and no result is lost', async () => {
    const { desk, told, models, worklist, before } = setup((where, source) =>
      where === 'first' && source === 'models/new/' ? failed : named(source),
    );
    expect(await desk.choose(listed('new'))).toMatchObject({ ok: false });
    expect(told).toEqual([
      'second loads models/new/',
      'stop',
      'first loads models/new/',
      'first loads models/old/',
      'pump',
    ]);
    expect(models.getState().current).toBe('models/old/');
    expect(worklist.getState().entries).toBe(before);
  });
});

describe('a second opinion', () => {
  const asked = async (any: number) => {
    const all = setup((_, source) => named(source));
    const { desk, worklist, models } = all;
    worklist.setState(({ entries }) => {
      const result = { ...aResult(any), model: { id: 'old', title: 'old', hash: 'hash-old' } };
      const phase = { kind: 'ranked' as const, result };
      return { entries: new Map(entries).set('here', anEntry('here', { study, phase })) };
    });
    expect(await desk.askSecond('here', listed('new'))).toEqual({ ok: true, value: null });
    const entry = worklist.getState().entries.get('here') ?? anEntry('none');
    return { ...all, entry, beside: opinionBeside(entry, models.getState()) };
  };

  it('says where two models flag alike and where they don’t, and leaves the first’s result alone', async () => {
    expect((await asked(0.9)).beside?.differ).toEqual([]);
    const { beside, entry, told } = await asked(0.1);
    expect(beside?.differ).toEqual(['any']);
    expect(beside?.first).toBe(entry.phase.kind === 'ranked' ? entry.phase.result : null);
    expect(told).toEqual(['second loads models/new/']);
  });

  it('is of the result it was asked beside, and of no later one', async () => {
    const { entry, models } = await asked(0.9);
    const later = { ...entry, phase: { kind: 'ranked' as const, result: aResult(0.3) } };
    expect(opinionBeside(later, models.getState())).toBeNull();
  });

  it('follows the operating point', async () => {
    const { entry, models, beside } = await asked(0.9);
    if (beside === null) throw new Error('no opinion');
    const findings = { ...beside.first.findings, operatingPoint: 'highSpecificity' as const };
    const phase = { kind: 'ranked' as const, result: { ...beside.first, findings } };
    const now = opinionBeside({ ...entry, phase }, models.getState());
    expect(now?.second.thresholds.study.any).toBe(0.8);
    expect(now?.differ).toEqual(['any']);
  });

  it('that nobody waits for is stopped by what a reader asks, which has the worker next', async () => {
    const { desk, told, models } = setup((_, source) => named(source), 'until stopped');
    const refused = vi.fn();
    const meanwhile = desk.askMeanwhile(
      'here',
      listed('new'),
      new AbortController().signal,
      refused,
    );
    await vi.waitFor(() => expect(told).toContain('second reads'));
    const asked = desk.askSecond('here', listed('other'), AbortSignal.abort());
    expect(await meanwhile).toMatchObject({ ok: false, reason: { code: 'no-run' } });
    await asked;
    expect(told).toEqual([
      'second loads models/new/',
      'second reads',
      'second loads models/other/',
      'second reads',
    ]);
    expect(refused).not.toHaveBeenCalled();
    expect(models.getState().opinions.size).toBe(0);
  });

  it('of a study that has another result by then is of none', async () => {
    const all = setup((_, source) => named(source), 'until stopped');
    const stop = new AbortController();
    const asked = all.desk.askSecond('here', listed('new'), stop.signal);
    await vi.waitFor(() => expect(all.told).toContain('second reads'));
    all.worklist.setState({ entries: new Map() });
    all.answer();
    expect(await asked).toMatchObject({ ok: false, reason: { code: 'no-run' } });
    expect(all.models.getState().opinions.size).toBe(0);
  });

  it('needs a result and images', async () => {
    const { desk } = setup((_, source) => named(source));
    expect(await desk.askSecond('kept', listed('new'))).toMatchObject({ ok: false });
    expect(await desk.askSecond('nowhere', listed('new'))).toMatchObject({ ok: false });
  });
});
