import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(path, 'utf8');
const AUTHORIZATION = 'Basic YWJjOmRlZg==';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ich-commands-'));
  for (const name of ['bin', 'etc/systemd/system', 'etc/nginx/conf.d']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const program = (name: string, text: string) => {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  program('sudo', 'exec "$@"');
  for (const name of ['systemctl', 'nginx']) {
    program(name, `echo "${name} $*" >> ${join(folder, 'told')}`);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the commands of docs/pacs.md that begin so, with /etc elsewhere and nobody to obey them. */
function paste(beginning: string): void {
  const blocks = [...read(join(ROOT, 'docs/pacs.md')).matchAll(/^```sh\n([\s\S]*?)^```$/gm)];
  const block = blocks.map(([, text = '']) => text).find((text) => text.startsWith(beginning));
  if (block === undefined)
    throw new Error(`docs/pacs.md has no commands that begin with ${beginning}`);
  const env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    ICH_DICOMWEB_AUTHORIZATION: AUTHORIZATION,
  };
  const commands = `set -e\n${block.replaceAll('/etc/', `${folder}/etc/`)}`;
  const { status, stderr } = spawnSync('bash', ['-c', commands], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
}

const told = () => read(join(folder, 'told')).trim().split('\n');

/** A unit that was copied finds what was written for it, and every variable that it takes for given. */
function findsItsFiles(unit: string): void {
  const text = read(join(folder, 'etc/systemd/system', unit));
  expect(text).toBe(read(join(ROOT, 'deploy', unit)));
  const [, environment = ''] = /^EnvironmentFile=(.*)$/m.exec(text) ?? [];
  const [, credential = ''] = /^LoadCredential=pacs:(.*)$/m.exec(text) ?? [];
  const variables = read(join(folder, environment));
  for (const [, name] of text.matchAll(/\$\{(\w+)\}/g)) expect(variables).toMatch(`${name}=`);
  expect(read(join(folder, credential))).toBe(AUTHORIZATION);
  for (const path of [environment, credential]) {
    expect([path, statSync(join(folder, path)).mode & 0o777]).toEqual([path, 0o600]);
  }
}

it.skipIf(process.platform === 'win32')(
  'the commands for watch and workers put each file where its unit looks for it',
  () => {
    paste("printf '%s\\n' PACS=https://pacs.example/dicom-web QUEUE=");
    findsItsFiles('ich-triage-watch.service');
    findsItsFiles('ich-triage-worker@.service');
    expect(told()).toEqual([
      'systemctl daemon-reload',
      'systemctl enable --now ich-triage-watch ich-triage-worker@1 ich-triage-worker@2',
    ]);
  },
);

it.skipIf(process.platform === 'win32')(
  'the commands for the app behind nginx put each file where it is looked for',
  () => {
    paste("printf '%s\\n' PACS=https://pacs.example/dicom-web NAME=");
    findsItsFiles('ich-triage.service');
    const site = read(join(folder, 'etc/nginx/conf.d/ich-triage.conf'));
    expect(site).toBe(read(join(ROOT, 'deploy/nginx.conf')));
    const [, headers = ''] = /include (.*);/.exec(site) ?? [];
    expect(read(join(folder, headers))).toBe(read(join(ROOT, 'deploy/nginx-headers.conf')));
    expect(told()).toEqual([
      'systemctl daemon-reload',
      'systemctl enable --now ich-triage',
      'nginx -t',
      'systemctl reload nginx',
    ]);
  },
);
