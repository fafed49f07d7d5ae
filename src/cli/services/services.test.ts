import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchedDays } from '#dicomweb';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { workItem } from '../../../scripts/fake-pacs/work-item.ts';
import { skippedFor } from '../../../scripts/machine.ts';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { head, of, PATIENCE, SLICES, servicesBed } from './services-bed.fixture.ts';

const bed = servicesBed(startFakePacs);

const mount = (...words: readonly string[]) => execFileSync('mount', words, { stdio: 'ignore' });

/** Why no small disk can be had here; null where one can. */
function whyNoDisk(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'ich-disk-'));
  try {
    mount('-t', 'tmpfs', 'none', place);
    execFileSync('umount', [place]);
    return null;
  } catch {
    return 'nothing may be mounted here';
  } finally {
    rmdirSync(place);
  }
}
const NO_DISK = whyNoDisk();

describe('npm run watch', () => {
  it('looks at what arrives, does it whole when it has settled, stores the result once, and ends in peace', async () => {
    await bed.startPacs([1, 2]);
    const watch = bed.serviceByNpm(
      'watch',
      ...['--every', '1', '--settle', '2', '--write-back', '--out', bed.folder, '--metrics', '0'],
    );
    await expect.poll(() => of(watch, 'looked').sort(), PATIENCE).toEqual(['1.2.3.1', '1.2.3.2']);
    await expect.poll(() => of(watch, 'result').sort(), PATIENCE).toEqual(['1.2.3.1', '1.2.3.2']);
    expect([bed.reports(1), bed.reports(2)]).toEqual([1, 1]);
    expect((await readdir(bed.folder)).sort()).toEqual(['1.2.3.1', '1.2.3.2']);
    const result = watch.lines.find(({ event }) => event === 'result');
    // What the look fetched was not asked for again.
    const looked = watch.lines.find(({ event }) => event === 'looked');
    expect(looked?.fetchedBytes).toBe(head(1).reduce((sum, file) => sum + file.length, 0));
    expect(result).toMatchObject({
      untrained: true,
      stored: true,
      objects: SLICES,
      fetchedBytes: 0,
      rows: [{ slices: SLICES, analysed: SLICES }],
    });

    // Its own results are no growth; three more slices are.
    const fetches = () =>
      bed.fake.requests.filter((line) => /^GET \/studies\/[\d.]+$/.test(line)).length;
    const before = fetches();
    const lists = () => bed.fake.requests.filter((line) => line.startsWith('GET /studies?')).length;
    const seen = lists();
    await expect.poll(lists, PATIENCE).toBeGreaterThan(seen + 10);
    expect(fetches()).toBe(before);
    for (const index of [14, 15, 16]) {
      const slice = headSlice(2, index, false, { StudyDate: watchedDays(Date.now()).to });
      bed.fake.archive.add(new Uint8Array(slice));
    }
    await expect.poll(() => of(watch, 'result').length, PATIENCE).toBe(3);
    expect(watch.lines.findLast(({ event }) => event === 'result')).toMatchObject({
      study: '1.2.3.2',
      rows: [{ slices: SLICES + 3 }],
    });

    const { metrics } = watch.lines.find(({ event }) => event === 'ready') as unknown as {
      metrics: string;
    };
    const numbers = await (await fetch(metrics)).text();
    expect(numbers).toMatch(/^ich_triage_work_total\{stage="whole",outcome="done"\} 3$/m);
    expect(numbers).toMatch(/^ich_triage_queue_up 1$/m);
    expect((await fetch(new URL('/', metrics))).status).toBe(404);

    expect(JSON.stringify(watch.lines)).not.toContain('SYNTHETIC');
    watch.child.kill('SIGTERM');
    expect([await watch.ended, watch.errors()]).toEqual([0, '']);
    expect(watch.lines.at(-1)?.event).toBe('stopped');
  }, 240_000);

  it('waits for a PACS that is away, and loses no study of it', async () => {
    let fetches = 0;
    await bed.startPacs([1], {
      gives: (files) => {
        fetches += 1;
        if (fetches > 1) return files;
        // It dies in the middle of the first study, and is away for a while.
        bed.fake.quirks.diesAfterParts = 2;
        bed.fake.quirks.answers = (response) => response.destroy();
        setTimeout(() => {
          delete bed.fake.quirks.diesAfterParts;
          delete bed.fake.quirks.answers;
        }, 4000);
        return files;
      },
    });
    const watch = bed.service('watch', '--every', '1', '--settle', '1', '--retry', '1');
    await expect.poll(() => of(watch, 'pacs-away').length, PATIENCE).toBeGreaterThan(0);
    await expect.poll(() => of(watch, 'result'), PATIENCE).toEqual(['1.2.3.1']);
    expect(of(watch, 'failed')).toEqual([]);
  }, 120_000);

  it('waits for a PACS that has no time (503), as long as that asks for, and uses up no attempt', async () => {
    let refused = 0;
    let since = 0;
    await bed.startPacs([1], {
      study: (response) => {
        refused += 1;
        delete bed.fake.quirks.study;
        since = Date.now();
        response.writeHead(503, { 'Retry-After': '7' }).end();
      },
    });
    const watch = bed.service('watch', '--every', '1', '--settle', '1', '--retry', '1');
    await expect.poll(() => of(watch, 'result'), PATIENCE).toEqual(['1.2.3.1']);
    expect([refused, of(watch, 'pacs-away').length, of(watch, 'failed')]).toEqual([1, 1, []]);
    expect(Date.now() - since).toBeGreaterThanOrEqual(7000);
  }, 120_000);

  it.skipIf(NO_DISK !== null)(
    `waits for a disk that is full, and does all of its studies when it is not${skippedFor(NO_DISK)}`,
    async () => {
      await bed.startPacs([1, 2]);
      mount('-t', 'tmpfs', '-o', 'size=64k', 'none', bed.folder);
      try {
        const often = ['--every', '1', '--settle', '1', '--retry', '1', '--metrics', '0'];
        const watch = bed.service('watch', ...often, '--out', bed.folder);
        await expect.poll(() => of(watch, 'out-unwritable').length, PATIENCE).toBe(1);
        const line = watch.lines.find(({ event }) => event === 'out-unwritable');
        expect(line?.text).toBe(
          `${bed.folder} cannot be written: the disk is full; the study waits for it`,
        );
        const metrics = String(watch.lines.find(({ event }) => event === 'ready')?.metrics);
        expect(await (await fetch(metrics)).text()).toContain('ich_triage_out_unwritable_total 1');
        mount('-o', 'remount,size=64m', bed.folder);
        await expect
          .poll(() => of(watch, 'result').sort(), PATIENCE)
          .toEqual(['1.2.3.1', '1.2.3.2']);
        expect(of(watch, 'failed')).toEqual([]);
        const kept = await readdir(bed.folder);
        expect(kept.sort()).toEqual(['1.2.3.1', '1.2.3.2']);
        expect(await readdir(join(bed.folder, '1.2.3.1'))).toHaveLength(4);
        watch.child.kill('SIGTERM');
        expect(await watch.ended).toBe(0);
      } finally {
        execFileSync('umount', ['-l', bed.folder]);
      }
    },
    120_000,
  );

  it('ends with 64 for what cannot be meant', async () => {
    await bed.startPacs([]);
    const [secret, elsewhere, both, away] = [
      bed.service('watch', '--queue', 'redis://:secret@127.0.0.1:1'),
      bed.service('worker', '--queue', 'redis://queue.example:6379'),
      bed.service('watch', '--queue', 'redis://127.0.0.1:1', '--write-back'),
      bed.service('worker', '--queue', 'redis://127.0.0.1:1', '--answer', '1'),
    ];
    expect(await secret.ended).toBe(64);
    expect(secret.errors()).toMatch(/ICH_QUEUE_PASSWORD/);
    expect(secret.errors()).not.toContain('secret');
    expect([await elsewhere.ended, elsewhere.errors()]).toEqual([
      64,
      expect.stringMatching(/rediss:/),
    ]);
    expect([await both.ended, both.errors()]).toEqual([
      64,
      expect.stringMatching(/the workers keep/),
    ]);
    expect([await away.ended, away.errors()]).toEqual([1, 'the queue does not answer\n']);
  }, 120_000);
});

describe('npm run worker --workitems', () => {
  it('completes a work item of the PACS with the objects that it stored, and cancels one that holds nothing to analyze', async () => {
    await bed.startPacs([1]);
    bed.fake.archive.add(ctFile({ study: 2, date: watchedDays(Date.now()).to }));
    bed.fake.worklist.schedule('1.9.1', workItem({ patientId: '' }));
    bed.fake.worklist.schedule('1.9.2', workItem({ studies: ['1.2.3.2'], patientId: 'P2' }));
    const words = ['--workitems', 'ICH', '--station', 'TRIAGE1', '--every', '1', '--write-back'];
    const worker = bed.serviceByNpm('worker', ...words);
    const items = (event: string) =>
      worker.lines.filter((line) => line.event === event).map(({ item }) => item);
    await expect.poll(() => items('completed'), PATIENCE).toEqual(['1.9.1']);
    await expect.poll(() => items('canceled'), PATIENCE).toEqual(['1.9.2']);
    const said = JSON.stringify(bed.fake.worklist.items.get('1.9.1')?.dataset['00741216']);
    const results = bed.fake.archive.ofStudy('1.2.3.1').slice(SLICES);
    expect(results.map(({ modality }) => modality).sort()).toEqual(['KO', 'OT', 'SR']);
    for (const { sopInstanceUid, seriesInstanceUid, sopClassUid } of results) {
      for (const uid of [sopInstanceUid, seriesInstanceUid, sopClassUid]) {
        expect(said).toContain(`"${uid}"`);
      }
    }
    worker.child.kill('SIGTERM');
    expect([await worker.ended, worker.errors()]).toEqual([0, '']);
  }, 120_000);
});
