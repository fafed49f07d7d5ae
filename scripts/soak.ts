import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUsage, readArguments } from './command.ts';
import { soakCli } from './soak/cli.ts';
import { judge, type Soaked } from './soak/judge.ts';
import { soakSvg } from './soak/soak-svg.ts';
import { soakTab } from './soak/tab.ts';

const USAGE = `usage: npm run soak -- [--studies 60] [--slices 20] [--only tab|cli] [--out .cache/soak]

Takes made studies through one tab of the built app, ten at a time, and through the command line, and measures on the way: memory,
workers, listeners, handles. Memory at the end may be a fifth above that after 50 studies (after half of fewer), and no count may
grow. Writes soak.json and a plot of each. Ends with status 1 where something leaks.`;

const { values } = readArguments(USAGE, {
  studies: { type: 'string', default: '60' },
  slices: { type: 'string', default: '20' },
  only: { type: 'string' },
  out: { type: 'string', default: '.cache/soak' },
});
const [studies, slices] = [Number(values.studies), Number(values.slices)];
if (!Number.isInteger(studies) || studies < 20 || !Number.isInteger(slices) || slices < 5) {
  endWithUsage(USAGE, 'Studies (from 20) and slices (from 5) are whole numbers.');
}

const folder = mkdtempSync(join(tmpdir(), 'ich-soak-'));
const kinds = { tab: soakTab, cli: soakCli };
const chosen = (['tab', 'cli'] as const).filter(
  (kind) => values.only === undefined || values.only === kind,
);
if (chosen.length === 0) endWithUsage(USAGE, 'There is a tab and a cli.');
const soaked: Soaked[] = [];
try {
  for (const kind of chosen) {
    const started = performance.now();
    const samples = await kinds[kind]({ folder: join(folder, kind), studies, slices });
    const verdict = judge(samples);
    soaked.push({
      kind,
      studies,
      slices,
      seconds: (performance.now() - started) / 1000,
      samples,
      verdict,
    });
    console.log(`${kind}: ${verdict.text}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'soak.json'), `${JSON.stringify(soaked, null, 2)}\n`);
for (const each of soaked) writeFileSync(join(values.out, `${each.kind}.svg`), soakSvg(each));
console.log(`Written to ${values.out}`);
process.exitCode = soaked.every(({ verdict }) => verdict.leaks.length === 0) ? 0 : 1;
