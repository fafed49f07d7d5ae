import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { head } from '../src/cli/services/services-bed.fixture.ts';
import { type FakePacs, startFakePacs } from './fake-pacs/fake-pacs.ts';
import { skippedFor, whyNotInstalled } from './machine.ts';
import { type RedisServer, startRedis, WHY_NO_REDIS } from './redis/start-redis.ts';
import { type SystemdBox, startSystemd, whyNoSystemd } from './systemd/start-systemd.ts';

const why = whyNoSystemd() ?? WHY_NO_REDIS;
const AUTHORIZATION = 'Basic YWJjOmRlZg==';
const PATIENCE = { timeout: 120_000, interval: 200 };

/** Commands of docs/pacs.md that begin so, before a PACS that is there; `more`: what is said besides in their file of variables. */
function commandsOf(beginning: string, more: string): string {
  const docs = readFileSync(new URL('../docs/pacs.md', import.meta.url), 'utf8');
  const blocks = [...docs.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const block = blocks.find((text) => text.startsWith(beginning)) ?? '';
  expect(block).not.toBe('');
  const here = block
    .replace('https://pacs.example/dicom-web', 'http://127.0.0.1:8042/dicom-web')
    .replace(/ \| sudo sh -c/, ` ${more} | sudo sh -c`);
  return `set -e; cd /srv/ich-triage; export ICH_DICOMWEB_AUTHORIZATION='${AUTHORIZATION}'\n${here}`;
}

describe.skipIf(why !== null)(`the units under a systemd of their own${skippedFor(why)}`, () => {
  let box: SystemdBox;
  let fake: FakePacs;
  let redis: RedisServer;
  const add = (study: number) => {
    for (const file of head(study)) fake.archive.add(new Uint8Array(file));
  };
  const reports = (study: number) =>
    fake.archive.ofStudy(`1.2.3.${study}`).filter(({ modality }) => modality === 'SR').length;
  const run = async (commands: string): Promise<string> => {
    const { status, out } = await box.run(commands);
    expect([commands, status, status === 0 ? '' : out]).toEqual([commands, 0, '']);
    return out.trim();
  };
  /** What systemd says of a unit: "active", "success", "0". */
  const shows = async (unit: string, what: string) =>
    await run(`systemctl show --value -p ${what} ${unit}`);
  /** Commands as a process of the service would give them: with its user and all that it may not do. */
  const within = async (unit: string, commands: string) => {
    const pid = await shows(unit, 'MainPID');
    return await box.run(
      `nsenter -t ${pid} -m --setuid "$(stat -c %u /proc/${pid})" bash -c '${commands}'`,
    );
  };

  beforeAll(async () => {
    fake = await startFakePacs([], { authorization: AUTHORIZATION });
    redis = await startRedis();
    box = await startSystemd();
    await box.lead(8042, Number(new URL(fake.url).port));
    await box.lead(6379, Number(new URL(redis.url).port));
    await run(
      `printf '#!/bin/sh\\nexec "$@"\\n' > /usr/local/bin/sudo && chmod 755 /usr/local/bin/sudo`,
    );
    const more = `'WATCH=--every 1 --settle 1 --model models/tiny' | sed 's/^WORKER=.*/& --model models\\/tiny/'`;
    await run(commandsOf("printf '%s\\n' PACS=https://pacs.example/dicom-web QUEUE=", more));
  }, 240_000);
  afterAll(async () => {
    await box?.close();
    await redis?.close();
    await fake?.close();
  });

  it('watch and analyze as the page says: results come into the PACS, with the credentials of their file', async () => {
    add(1);
    await expect.poll(() => reports(1), PATIENCE).toBe(1);
    for (const unit of ['ich-triage-watch', 'ich-triage-worker@1', 'ich-triage-worker@2']) {
      expect([unit, await shows(unit, 'ActiveState')]).toEqual([unit, 'active']);
      expect([unit, await shows(unit, 'NRestarts')]).toEqual([unit, '0']);
    }
  }, 180_000);

  it('may write nowhere but into /tmp, and see neither homes nor the credentials of the system', async () => {
    const unit = 'ich-triage-worker@1';
    const refused = [
      'echo a > /srv/ich-triage/a',
      'echo a > /etc/a',
      'ls /root',
      'cat /etc/ich-triage.credentials',
      'cat /etc/ich-triage-queue.env',
      'echo 1 > /proc/sys/kernel/sysrq',
    ];
    for (const one of refused) {
      expect([one, (await within(unit, one)).status]).not.toEqual([one, 0]);
    }
    expect((await within(unit, 'echo a > /tmp/a && ls /tmp')).out).toContain('a\n');
    const status = await run(`cat /proc/$(systemctl show --value -p MainPID ${unit})/status`);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    const rating = await run(`systemd-analyze security --no-pager ${unit} | tail -1`);
    expect(Number(/([\d.]+) \w+/.exec(rating)?.[1])).toBeLessThan(2.5);
  }, 60_000);

  it('finish the study under way when they are stopped, and come back when they are killed', async () => {
    await run('systemctl stop ich-triage-worker@2');
    fake.quirks.waitsMs = 3000;
    add(2);
    const hangs = () => fake.requests.some((line) => line === 'GET /studies/1.2.3.2');
    await expect.poll(hangs, PATIENCE).toBe(true);
    await run('systemctl stop ich-triage-worker@1');
    fake.quirks.waitsMs = 0;
    expect(await shows('ich-triage-worker@1', 'Result')).toBe('success');
    const journal = await run('journalctl --no-pager -o cat -u ich-triage-worker@1');
    expect(journal).toMatch(/"event":"(looked|result)","study":"1\.2\.3\.2"/);
    expect(journal).toMatch(/"event":"stopped"/);
    await run('systemctl start ich-triage-worker@1 ich-triage-worker@2');
    await expect.poll(() => reports(2), PATIENCE).toBe(1);
    await run('systemctl kill --signal=KILL ich-triage-worker@1 ich-triage-watch');
    const restarts = () => shows('ich-triage-worker@1', 'NRestarts');
    await expect.poll(restarts, PATIENCE).toBe('1');
    add(3);
    await expect.poll(() => reports(3), PATIENCE).toBe(1);
  }, 300_000);

  it('keep results in a folder where two workers are given one', async () => {
    await run(
      `sed -i 's|^WORKER=.*|& --out /var/lib/ich-triage|' /etc/ich-triage-queue.env
      systemctl restart ich-triage-worker@1 ich-triage-worker@2`,
    );
    for (const study of [4, 5, 6, 7]) add(study);
    await expect.poll(() => [4, 5, 6, 7].map(reports), PATIENCE).toEqual([1, 1, 1, 1]);
    // And perhaps what a worker had stored, and not yet told, when it was killed.
    const kept = async () => (await run('ls /var/lib/ich-triage')).split('\n');
    const all = ['1.2.3.4', '1.2.3.5', '1.2.3.6', '1.2.3.7'];
    await expect.poll(kept, PATIENCE).toEqual(expect.arrayContaining(all));
    // Patients' data: for the service's user and root alone.
    expect((await run('stat -c %a /var/lib/ich-triage/1.2.3.4/result.json')).trim()).toBe('600');
    const journal = await run('journalctl --no-pager -o cat -u "ich-triage-worker@*"');
    expect(journal).not.toMatch(/"event":"failed"/);
  }, 300_000);

  it('take other credentials when they are started again, and not before', async () => {
    fake.quirks.authorization = 'Bearer other';
    const journal = () => run('journalctl --no-pager -o cat -u ich-triage-watch');
    await expect.poll(journal, PATIENCE).toMatch(/list-trouble.*refuses access \(401\)/);
    await run(`umask 077; printf %s 'Bearer other' > /etc/ich-triage.credentials`);
    await run('systemctl restart ich-triage-watch ich-triage-worker@1 ich-triage-worker@2');
    add(8);
    await expect.poll(() => reports(8), PATIENCE).toBe(1);
  }, 300_000);

  const noNginx = whyNotInstalled('nginx');
  it.skipIf(noNginx !== null)(
    `serve the app before the PACS, and nginx before it, as the page says${skippedFor(noNginx)}`,
    async () => {
      fake.quirks.authorization = AUTHORIZATION;
      await run('mkdir -p /srv/ich-triage/dist && echo app > /srv/ich-triage/dist/index.html');
      await run('systemctl start nginx');
      await run(commandsOf("printf '%s\\n' PACS=https://pacs.example/dicom-web NAME=", ''));
      const asked = "curl -s -H 'Host: triage.example' -H 'Sec-Fetch-Site: same-origin'";
      const ask = async (path: string) =>
        (await box.run(`${asked} http://127.0.0.1:8080${path}`)).out.trim();
      const site = () => ask('/dicom-web/site.json');
      await expect.poll(site, PATIENCE).toContain('"name":"127.0.0.1:8042","store":true');
      expect(await ask('/')).toBe('app');
      expect(await ask('/dicom-web/studies?StudyInstanceUID=1.2.3.1')).toContain('"1.2.3.1"');
      await run('systemctl kill --signal=KILL ich-triage');
      await expect.poll(() => shows('ich-triage', 'NRestarts'), PATIENCE).toBe('1');
      await expect.poll(site, PATIENCE).toContain('"store":true');
      await run('systemctl stop ich-triage');
      expect(await shows('ich-triage', 'Result')).toBe('success');
      await run(`sed -i 's|^APP=.*|APP=--nonsense|' /etc/ich-triage.env`);
      await box.run('systemctl restart ich-triage');
      await expect.poll(() => shows('ich-triage', 'ActiveState'), PATIENCE).toBe('failed');
      expect(await shows('ich-triage', 'ExecMainStatus')).toBe('64');
    },
    300_000,
  );

  it('stay down after wrong usage', async () => {
    await run(`sed -i 's|^WATCH=.*|WATCH=--nonsense|' /etc/ich-triage-queue.env`);
    await box.run('systemctl restart ich-triage-watch');
    const state = () => shows('ich-triage-watch', 'ActiveState');
    await expect.poll(state, PATIENCE).toBe('failed');
    expect(await shows('ich-triage-watch', 'ExecMainStatus')).toBe('64');
  }, 120_000);
});
