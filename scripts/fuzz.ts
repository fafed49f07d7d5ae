import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFolder, openFolder } from '../src/cli/model-folder.ts';
import { endWithUsage, readArguments } from './command.ts';
import { headOf, paintedHead } from './fuzz/head-volume.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';
import { runHeadFuzz } from './fuzz/run-head-fuzz.ts';

const USAGE = `usage: npm run fuzz -- [--mutants 100000] [--seed N]
       npm run fuzz -- --heads painted|FOLDER[,FOLDER] [--mutants 300] [--seed N]

Changes DICOM files and ZIPs in ways that leave their meaning as it is, or that can be seen to be wrong, and reads each. Every one
must give the same values, or a reason, or a warning. Ends with status 1, and the mutant, where one gives other values in silence.

--heads: changes the images of whole heads (motion, noise, another scale, lost slices and blocks, a field of view that ends in the head ...), painted ones or
those of folders with one series each, and sends each through the pipeline with the shipped model. The number must stay, or something must be said in the row.`;

const { values } = readArguments(USAGE, {
  heads: { type: 'string' },
  mutants: { type: 'string' },
  seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
});
const seed = Number(values.seed);
const count = Number(values.mutants ?? (values.heads === undefined ? 100_000 : 300));
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  endWithUsage(USAGE, 'Mutants and seed are whole numbers.');
}

console.log(`Seed ${seed}, ${count} mutants`);
const started = performance.now();
const took = () => `${Math.round((performance.now() - started) / 1000)} s`;
if (values.heads === undefined) await fuzzFiles();
else await fuzzHeads(values.heads);

async function fuzzFiles(): Promise<void> {
  const { mutants, refused, warned, same, excused, faults } = await runFuzz(count, seed);
  for (const fault of faults) console.error(fault);
  console.log(
    `${mutants} mutants in ${took()}; DICOM: ${refused} refused, ${warned} warned of, ${same} read as before, ${excused} cut and filled up so that nothing can tell; ${faults.length} faults`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function fuzzHeads(which: string): Promise<void> {
  const model = await openFolder(await modelFolder(null), { signal: new AbortController().signal });
  const painted = () => ['intraparenchymal', 'subdural', 'none'].map(paintedHead);
  const heads = which === 'painted' ? painted() : await Promise.all(which.split(',').map(inFolder));
  const { mutants, refused, told, same, excused, faults } = await runHeadFuzz(heads, model, {
    count,
    seed,
    onMutant: (n) => void (n % 50 === 0 && console.error(`  ${n} mutants, ${took()}`)),
  });
  for (const fault of faults) console.error(fault);
  console.log(
    `${mutants} mutants of ${heads.length} heads in ${took()}: ${refused} not analyzed, ${told} told of in the row, ${same} within the bound, ${excused} moved by what docs/safety.md says is not seen; ${faults.length} faults`,
  );
  model.engine.dispose();
  process.exitCode = faults.length > 0 ? 1 : 0;
}

function inFolder(folder: string) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return headOf(
    folder,
    files.map(({ name }) => readFileSync(join(folder, name))),
  );
}
