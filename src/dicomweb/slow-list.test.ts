import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { pacsAt } from './pacs.ts';
import { listStudies } from './query.ts';

/*
 * A list at the times that the product has (`LIMITS`), by a clock that is turned on by hand: what is sent goes through a real connection, and has
 * come before the next second begins.
 */

let fake: FakePacs;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await fake.close();
});

const ROWS = JSON.stringify([
  { '0020000D': { vr: 'UI', Value: ['1.2.3.1'] }, '00080061': { vr: 'CS', Value: ['CT'] } },
]);
const JSON_TYPE = { 'Content-Type': 'application/dicom+json' };

/** Lets what was sent arrive. */
const arrived = async () => {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((done) => setImmediate(done));
};

/** Asks, and turns the clock on by a second at a time until there is an answer; gives how long that took, in seconds. */
async function asked(answer: (response: ServerResponse) => void, eachSecond = () => {}) {
  fake = await startFakePacs([], { list: answer });
  let end: string | null = null;
  const day = { kind: 'dates', from: '20261124', to: '20261124' } as const;
  void listStudies(pacsAt(fake.url), day).then(
    ({ studies }) => {
      end = `${studies.length} listed`;
    },
    (error: Error) => {
      end = error.message;
    },
  );
  while (fake.requests.length === 0) await arrived();
  let seconds = 0;
  for (; end === null && seconds < 300; seconds += 1) {
    eachSecond();
    await arrived();
    vi.advanceTimersByTime(1000);
    await arrived();
  }
  return { end, seconds };
}

it('that sends a byte a second is given up after two minutes, though it is never silent', async () => {
  let open: ServerResponse | null = null;
  const { end, seconds } = await asked(
    (response) => {
      response.writeHead(200, JSON_TYPE).write('[');
      open = response;
    },
    () => open?.write(' '),
  );
  expect([end, seconds]).toEqual(['the PACS did not end its answer in 120 s', 120]);
});

it('whose first byte comes after half a minute is read, page by page', async () => {
  const { end, seconds } = await asked((response) => {
    setTimeout(() => response.writeHead(200, JSON_TYPE).end(ROWS), 30_000);
  });
  expect(end).toBe('1 listed');
  // Two passes, which have to agree.
  expect(seconds).toBeGreaterThanOrEqual(60);
});

it('of which nothing comes is given up after a minute', async () => {
  const { end, seconds } = await asked(() => {});
  expect([end, seconds]).toEqual(['the PACS was silent for 60 s', 60]);
});
