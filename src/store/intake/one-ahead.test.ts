import { describe, expect, it } from 'vitest';
import { oneAhead } from './one-ahead.ts';

describe('oneAhead', () => {
  it('has the next found while one is worked on, and no more than that', async () => {
    const log: string[] = [];
    async function* found() {
      for (const name of ['a', 'b', 'c']) {
        log.push(`found ${name}`);
        yield name;
      }
    }
    for await (const name of oneAhead(found())) {
      await new Promise((resolve) => setTimeout(resolve));
      log.push(`read ${name}`);
    }
    expect(log).toEqual(['found a', 'found b', 'read a', 'found c', 'read b', 'read c']);
  });

  it('throws what finding fails with after what was found before it', async () => {
    async function* found() {
      yield 'a';
      throw new Error('the disk is gone');
    }
    const read: string[] = [];
    const all = (async () => {
      for await (const name of oneAhead(found())) read.push(name);
    })();
    await expect(all).rejects.toThrow('the disk is gone');
    expect(read).toEqual(['a']);
  });

  it('ends the finding when nobody wants more, and does not wait for a file that never comes', async () => {
    let ended = false;
    const endless: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => {
        let asked = 0;
        return {
          next: () => {
            asked += 1;
            return asked === 1
              ? Promise.resolve({ done: false, value: 'a' })
              : new Promise<never>(() => undefined);
          },
          return: () => {
            ended = true;
            return new Promise<never>(() => undefined);
          },
        };
      },
    };
    for await (const name of oneAhead(endless)) {
      expect(name).toBe('a');
      break;
    }
    expect(ended).toBe(true);
  });
});
