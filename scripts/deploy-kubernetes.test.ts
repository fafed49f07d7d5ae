import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseTriageOptions } from '../src/cli/triage/options.ts';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { startFakePacs } from './fake-pacs/fake-pacs.ts';
import { jobText, parseJob } from './kubernetes-job.fixture.ts';
import { skippedFor, whyNotInstalled } from './machine.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const job = parseJob(jobText());
const { spec } = job;
const pod = spec.template.spec;
const [container] = pod.containers;
const environment = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));

/** The words that a pod of this index gives the program: its shell takes the line apart, and a function stands for Node. */
function wordsOf(index: number): readonly string[] {
  const [line = '', ...more] = container.args;
  const [shell = '', ...options] = container.command;
  expect([shell, options, more]).toEqual(['sh', ['-c'], []]);
  const told = `node() { printf '%s\\n' "$@"; }; ${line.replace(/^exec /, '')}`;
  const { stdout, status } = spawnSync(shell, [...options, told], {
    env: { PATH: process.env.PATH, ...environment, JOB_COMPLETION_INDEX: String(index) },
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return stdout.trimEnd().split('\n');
}

describe('the indexed Job of deploy/', () => {
  it('would be refused: a name that is misspelled, said twice or missing, and a value of another type', () => {
    const changes: readonly [string, string][] = [
      ['completionMode', 'completionsMode'],
      ['completions: 4', 'completions: four'],
      ['value: "4"', 'value: 4'],
      ['apiVersion: batch/v1', 'apiVersion: batch/v1beta1'],
      ['      containers:', '      container:'],
      ['  parallelism: 4', '  parallelism: 4\n  parallelism: 5'],
      ['readOnlyRootFilesystem', 'readonlyRootFilesystem'],
    ];
    for (const [from, to] of changes) {
      const changed = jobText().replace(from, to);
      expect(changed).not.toBe(jobText());
      expect(() => parseJob(changed), to).toThrow();
    }
  });

  it('has each share done once: by index, with limits of its own, as often as there are shares', () => {
    expect(spec.completionMode).toBe('Indexed');
    expect(String(spec.completions)).toBe(environment.SHARES);
    expect(spec.parallelism).toBeLessThanOrEqual(spec.completions);
    // A limit for each index takes no pod that starts again itself.
    expect(pod.restartPolicy).toBe('Never');
    expect(spec.podFailurePolicy.rules.map(({ action }) => action)).toEqual(['Ignore', 'FailJob']);
    expect(spec.podFailurePolicy.rules[1]).toMatchObject({
      onExitCodes: { containerName: container.name, operator: 'In', values: [64] },
    });
  });

  it('gives the program words that it takes, and each pod the share of its index', () => {
    for (let index = 0; index < spec.completions; index += 1) {
      const words = wordsOf(index);
      const at = words.findIndex((word) => word.endsWith('.ts'));
      expect(words.slice(0, at + 1)).toEqual(['--import', 'tsx', 'src/cli/triage.ts']);
      const { pacs } = parseTriageOptions(words.slice(at + 1));
      expect(pacs).toMatchObject({
        address: environment.PACS,
        wanted: { kind: 'dates' },
        shard: { index: index + 1, count: spec.completions },
        out: '/results',
      });
    }
  });

  it('has no more rights than it needs, and volumes for all that it names', () => {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources.requests).toMatchObject({ cpu: '1', memory: '2Gi' });
    expect(container.resources.limits.memory).toBeDefined();
    const mounted = container.volumeMounts;
    expect(mounted.map(({ name }) => name).sort()).toEqual(
      pod.volumes.map(({ name }) => name).sort(),
    );
    const places = mounted.map(({ mountPath }) => mountPath);
    for (const path of [environment.ICH_DICOMWEB_AUTHORIZATION_FILE ?? '', '/results', '/tmp']) {
      expect([
        path,
        places.some((place) => path === place || path.startsWith(`${place}/`)),
      ]).toEqual([path, true]);
    }
    expect(mounted.find(({ mountPath }) => mountPath === '/run/pacs')).toMatchObject({
      readOnly: true,
    });
    const [secret] = pod.volumes.flatMap((one) => ('secret' in one ? [one.secret] : []));
    expect(jobText()).toContain(`kubectl create secret generic ${secret?.secretName} --from-file`);
    // Nobody but its owner and the group of the pod reads it: YAML's 288 is octal 0440.
    expect(secret?.defaultMode.toString(8)).toBe('440');
  });
});

/**
 * Everything read-only but the volumes: shown by root, who may write, before the user of the pod takes over with no capability. The program is
 * at /srv, since this folder may lie below /tmp, which becomes empty.
 */
const BOX = `
set -e
mount --make-rprivate /
mount --bind "$RESULTS" /mnt
mount --bind "$PWD" /srv
mount -o remount,bind,ro /srv
cd /srv
mount -t tmpfs tmpfs /run
mkdir -p "$(dirname "$ICH_DICOMWEB_AUTHORIZATION_FILE")"
printf %s "$SECRET" > "$ICH_DICOMWEB_AUTHORIZATION_FILE"
chgrp "$GROUP" "$ICH_DICOMWEB_AUTHORIZATION_FILE"
chmod 0440 "$ICH_DICOMWEB_AUTHORIZATION_FILE"
unset SECRET
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -o remount,bind,ro /
if touch /srv/written 2> /dev/null || touch /written 2> /dev/null; then echo 'the root can be written' >&2; exit 99; fi
exec setpriv --reuid "$OWNER" --regid "$GROUP" --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs "$@"`;

function whyNoBox(): string | null {
  const missing = whyNotInstalled('unshare', 'setpriv', 'mount');
  if (missing !== null) return missing;
  if (process.getuid?.() !== 0) return 'not root';
  const tried = `mount --make-rprivate / && mount -o remount,bind,ro / && exec setpriv --reuid ${pod.securityContext.runAsUser} --clear-groups test -r '${ROOT}package.json'`;
  const { status } = spawnSync('unshare', ['--mount', 'sh', '-c', tried]);
  return status === 0 ? null : 'a read-only root is refused, or hides this folder from other users';
}

const why = whyNoBox();

describe(`a pod of it, without Kubernetes${skippedFor(why)}`, () => {
  let results: string;
  beforeEach(() => {
    results = mkdtempSync(join(tmpdir(), 'ich-pod-'));
    chmodSync(results, 0o700);
    chownSync(results, pod.securityContext.runAsUser, pod.securityContext.runAsGroup);
  });
  afterEach(() => rmSync(results, { recursive: true, force: true }));

  it.skipIf(why !== null)(
    'does its share as its user, without a capability, on a root that it cannot write',
    async () => {
      const secret = 'Basic YWJjOmRlZg==';
      const slices = [0, 1, 2, 3, 4, 5].map((index) =>
        headSlice(1, index, false, { StudyDate: '20261124' }),
      );
      const fake = await startFakePacs(slices, { authorization: secret });
      const [line = ''] = container.args;
      const command = line.replace('/results', '/mnt');
      const env = {
        PATH: process.env.PATH,
        ...environment,
        PACS: fake.url,
        DAYS: '20261124',
        SHARES: '1',
        JOB_COMPLETION_INDEX: '0',
        RESULTS: results,
        SECRET: secret,
        OWNER: String(pod.securityContext.runAsUser),
        GROUP: String(pod.securityContext.runAsGroup),
      };
      const words = [
        '--mount',
        'sh',
        '-c',
        BOX,
        'box',
        'sh',
        '-c',
        `${command} --model models/tiny`,
      ];
      const child = spawn('unshare', words, { cwd: ROOT, env });
      const [status, errors] = await Promise.all([
        new Promise((done) => child.on('close', done)),
        text(child.stderr),
        text(child.stdout),
      ]);
      await fake.close();
      expect([status, status === 0 ? '' : errors]).toEqual([0, '']);
      expect(readdirSync(results)).toEqual(['1.2.3.1']);
    },
    240_000,
  );
});
