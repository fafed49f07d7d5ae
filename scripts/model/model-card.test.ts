import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '#inference';
import { atlasCardSchema } from './atlas-schema.ts';
import { modelCard } from './model-card.ts';

const MODELS = join(import.meta.dirname, '../../models');
const PACKAGES = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const json = (...path: readonly string[]): unknown =>
  JSON.parse(readFileSync(join(MODELS, ...path), 'utf8'));
const tiny = () => parseManifest(json('tiny', 'manifest.json'));

const isCard = (card: unknown) => v.safeParse(atlasCardSchema, card).success;

describe('a model card', () => {
  it.each(PACKAGES)('of models/%s is in the form of ATLAS and made from its manifest', (id) => {
    const card = json(id, 'model-card.json');
    expect(isCard(card)).toBe(true);
    const made = modelCard(parseManifest(json(id, 'manifest.json')));
    expect(card).toEqual(JSON.parse(JSON.stringify(made.json)));
    expect(readFileSync(join(MODELS, id, 'MODEL_CARD.md'), 'utf8')).toBe(made.markdown);
  });

  it.each([
    ['a member that ATLAS does not know', { Model: { Rating: 5 } }],
    ['a short name', { Model: { Name: 'abc' } }],
    ['no address', { Model: { Link: 'somewhere' } }],
    ['a code of SNOMED as text', { Model: { Indexing: { SNOMED: ['1386000'] } } }],
    ['another schema', { $schema: 'https://atlas.rsna.org/schemas/2024/model.json' }],
  ])('with %s is refused', (_, change) => {
    const { json: card } = modelCard(tiny());
    expect(isCard(card)).toBe(true);
    expect(isCard(merged(card, change))).toBe(false);
  });

  it('claims nothing about ct-ich for a model that was trained on something else', () => {
    const { provenance } = tiny();
    const foreign = {
      ...tiny(),
      status: 'research',
      provenance: { ...provenance, data: 'ours' },
    } as const;
    expect(modelCard(foreign).markdown).not.toContain('ct-ich');
    const ours = { ...foreign, provenance: { ...provenance, data: 'ct-ich and lesions' } };
    expect(modelCard(ours).markdown).toContain('82 patients');
  });

  it('says of random weights that they are random', () => {
    const { json: card, markdown } = modelCard(tiny());
    expect(JSON.stringify(card)).toContain('UNTRAINED');
    expect(markdown).toContain('UNTRAINED');
  });
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change;
  const parts = Object.entries(change).map(([key, value]) => [key, merged(base[key], value)]);
  return { ...base, ...Object.fromEntries(parts) };
}
