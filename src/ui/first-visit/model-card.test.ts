import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { areKnownFigures, CardFigures } from './card-figures.tsx';
import { withoutFigures } from './model-card.ts';

const of = (id: string, name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../models', id, name), 'utf8');
const metricsOf = (id: string): unknown => JSON.parse(of(id, 'manifest.json')).metrics;

describe('the figures of a model card on the screen', () => {
  it.each(['ich-vgg16', 'ich-vgg16-half', 'ich-vgg16-pair'])(
    'of %s are words and tables, none the name of a field',
    (id) => {
      expect(areKnownFigures(metricsOf(id))).toBe(true);
      const page = renderToStaticMarkup(createElement(CardFigures, { metrics: metricsOf(id) }));
      expect(page).not.toMatch(
        /measuredOn|positivePatients|highSensitivity|crossFitted|undefined|NaN/,
      );
      expect(page).toContain('AUC');
      const card = withoutFigures(of(id, 'MODEL_CARD.md'));
      expect(card).not.toMatch(/measuredOn|crossFitted/);
      expect(card).toContain('## Limitations');
      expect(card).toContain('## Decision thresholds');
    },
  );

  it('of the bundled model are those of its package', () => {
    const page = renderToStaticMarkup(
      createElement(CardFigures, { metrics: metricsOf('ich-vgg16') }),
    );
    expect(page).toContain('On 82 studies of 82 patients, 2501 slices.');
    expect(page).toMatch(/0\.935 \(0\.88–0\.98\)/);
    expect(page).toContain('0.94 / 0.83');
  });

  it('in another form are left to the card', () => {
    for (const metrics of [null, {}, { auc: 0.9 }, { study: { any: { auc: 0.9 } } }]) {
      expect(areKnownFigures(metrics)).toBe(false);
    }
  });
});
