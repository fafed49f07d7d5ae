import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readArguments } from './command.ts';
import { parsePythonReport } from './python-report.ts';

const USAGE = `usage: npx tsx scripts/test-python.ts [--report FILE.json]

Runs training's tests with the first Python that has numpy, one with PyTorch before others: PYTHON, python3, python,
/usr/bin/python3. Tests that need more than it has skip themselves. Runs ruff, too, where it is installed.`;

const TRAINING = fileURLToPath(new URL('../training', import.meta.url));
const CANDIDATES = [process.env.PYTHON, 'python3', 'python', '/usr/bin/python3'];

/** Whether this Python runs and has all of these modules. */
function has(python: string, modules: readonly string[]): boolean {
  const code = `import importlib.util as u, sys; sys.exit(not all(u.find_spec(n) for n in sys.argv[1:]))`;
  return spawnSync(python, ['-c', code, ...modules], { stdio: 'ignore' }).status === 0;
}

function findPython(): string | undefined {
  const there = CANDIDATES.filter((python) => python !== undefined && has(python, ['numpy']));
  return there.find((python) => has(python ?? '', ['torch'])) ?? there[0];
}

/** False where ruff finds something. */
function lint(python: string): boolean {
  const args = ['check', '--config', 'pyproject.toml', '.', '../scripts/golden'];
  const commands = [
    ['ruff', []],
    [python, ['-m', 'ruff']],
  ] as const;
  const found = commands.find(
    ([command, first]) => spawnSync(command, [...first, '--version']).status === 0,
  );
  if (found === undefined) {
    console.log('python: ruff is not installed (pip install ruff); its rules are not checked.');
    return true;
  }
  const [command, first] = found;
  const { status } = spawnSync(command, [...first, ...args], { cwd: TRAINING, stdio: 'inherit' });
  return status === 0;
}

const { values } = readArguments(USAGE, { report: { type: 'string' } });
const python = findPython();
const isClean = lint(python ?? 'python3');
let report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };
let status: number | null = 0;
if (python === undefined) {
  console.log("python: no Python with numpy is installed; training's tests are skipped.");
} else {
  console.log(`python: ${python}${has(python, ['torch']) ? '' : ', without PyTorch'}`);
  const ran = spawnSync(python, ['-m', 'unittest'], { cwd: TRAINING, encoding: 'utf8' });
  ({ status } = ran);
  console.log(ran.stderr);
  report = { ...parsePythonReport(ran.stderr), numTodoTests: 0 };
}
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(report));
process.exitCode = status === 0 && isClean ? 0 : 1;
