import { readArguments } from './command.ts';
import { readLayerTable } from './layers/table.ts';
import { findTrespasses, readSources } from './layers/trespasses.ts';

const USAGE = `usage: npx tsx scripts/check-layers.ts

The lint's half of the layer rules: prints each import that layers.json doesn't allow, and fails where there is one.`;

readArguments(USAGE, {});
const trespasses = findTrespasses(readLayerTable(), readSources());
for (const trespass of trespasses) console.error(trespass);
if (trespasses.length > 0) {
  console.error('layers.json says what each layer may import; docs/architecture.md draws it.');
  process.exitCode = 1;
}
