import { memo } from 'react';
import { KIND_IDS, KINDS } from '#measure';
import { keyOf } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { keyText, withKeyText } from '../settings/key-text.ts';
import css from './measure-bar.module.css';
import { kindOf, MEASURE_KEYS } from './measure-keys.ts';

/** The tools of measuring, and what to do with the one that is up; there while one is. */
export const MeasureBar = memo(function MeasureBar() {
  const app = useApp();
  const kind = useStore(app.reading, (reading) => kindOf(reading.tool));
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  if (kind === null) return null;
  const place = keyOf('place-point', changes);
  return (
    <div className={css.bar} role="toolbar" aria-label={t('Measuring tools')}>
      <span className={css.kinds}>
        {KIND_IDS.map((one) => {
          const name = told(KINDS[one].name);
          return (
            <button
              key={one}
              type="button"
              aria-pressed={one === kind}
              title={withKeyText(name, keyOf(MEASURE_KEYS[one], changes))}
              onClick={({ currentTarget }) => {
                app.chooseTool(one);
                // So that the keys act on the image, not on the button.
                currentTarget.closest<HTMLElement>('section[tabindex]')?.focus();
              }}
            >
              {name}
            </button>
          );
        })}
      </span>
      <span className={css.hint}>
        {t('{hint}{keys} Esc ends.', {
          hint: told(KINDS[kind].hint),
          keys:
            place === ''
              ? ''
              : t(' By keys: {place} for a cross hair, arrows, {place} for a point.', {
                  place: keyText(place),
                }),
        })}
      </span>
    </div>
  );
});
