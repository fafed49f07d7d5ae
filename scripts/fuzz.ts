import { endWithUsage, readArguments } from './command.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';

const USAGE = `usage: npm run fuzz -- [--mutants 100000] [--seed N]

Changes DICOM files and ZIPs in ways that leave their meaning as it is, or that can be seen to be wrong, and reads each. Every one
must give the same values, or a reason, or a warning. Ends with status 1, and the mutant, where one gives other values in silence.`;

const { values } = readArguments(USAGE, {
  mutants: { type: 'string', default: '100000' },
  seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
});
const [count, seed] = [Number(values.mutants), Number(values.seed)];
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  endWithUsage(USAGE, 'Mutants and seed are whole numbers.');
}

console.log(`Seed ${seed}, ${count} mutants`);
const started = performance.now();
const { mutants, refused, warned, same, excused, faults } = await runFuzz(count, seed);
for (const fault of faults) console.error(fault);
console.log(
  `${mutants} mutants in ${Math.round((performance.now() - started) / 1000)} s; DICOM: ${refused} refused, ${warned} warned of, ${same} read as before, ${excused} cut and filled up so that nothing can tell; ${faults.length} faults`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
