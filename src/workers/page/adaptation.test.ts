import { expect, it } from 'vitest';
import { adaptationHost } from '../inside/adaptation-host.ts';
import { expose } from '../wire/expose.ts';
import { createAdaptation } from './adaptation.ts';

const rows = (n: number, verdict: (at: number) => string) =>
  Array.from({ length: n }, (_, at) => `s${at},${(at + 1) / (n + 2)},${verdict(at)}`);

it('proposes behind a worker’s border, and brings its errors back in words', async () => {
  const { port1, port2 } = new MessageChannel();
  expose(adaptationHost(), port2);
  const adaptation = createAdaptation(() =>
    Object.assign(port1, { terminate: () => port1.close() }),
  );
  const points = { highSensitivity: 0.2, balanced: 0.5, highSpecificity: 0.8 };
  const given = (lines: readonly string[]) => ({
    studies: [],
    files: [
      {
        name: 'log.csv',
        content: new TextEncoder().encode(['study,any,verdict', ...lines].join('\n')),
      },
    ],
    reference: null,
    model: { manifest: { id: 'm', study: { operatingPoints: { any: points } } }, hash: 'h' },
    seed: 1,
    rounds: 20,
  });
  const made = await adaptation.propose(
    given(rows(20, (at) => (at % 2 === 0 ? 'hemorrhage' : 'none'))),
  );
  expect(made.proposal.n).toEqual({ studies: 20, positives: 10, negatives: 10 });
  expect(made.proposal.recalibration.reliability.before.length).toBe(5);
  expect(made.counts.unstatedModel).toBe(20);
  const refused = [
    [rows(9, () => 'none'), 'too-few'],
    [rows(20, () => 'none'), 'one-class'],
    [[...rows(20, (at) => (at < 9 ? 'none' : 'hemorrhage')), 's1,0.09,hemorrhage'], 'bad-verdicts'],
  ] as const;
  for (const [lines, code] of refused) {
    await expect(adaptation.propose(given(lines))).rejects.toMatchObject({ code });
  }
  port1.close();
  port2.close();
});
