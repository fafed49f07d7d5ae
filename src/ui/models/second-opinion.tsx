import { memo } from 'react';
import { opinionBeside, resultOf, type StudyEntry } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { labelNames } from './label-names.ts';

/** Beside the findings: what another model says, and the way to ask one. */
export const SecondOpinion = memo(function SecondOpinion({
  entry,
}: {
  readonly entry: StudyEntry;
}) {
  const app = useApp();
  const models = useStore(app.models, (state) => state);
  if (entry.study === null || resultOf(entry) === null) return null;
  const beside = opinionBeside(entry, models);
  return (
    <section>
      <h3>{t('Second opinion')}</h3>
      {beside === null ? null : (
        <p>
          {told(beside.second.title)}{' '}
          {beside.differ.length === 0 ? (
            t('flags the same.')
          ) : (
            <strong>
              {t('differs on {labelNames}.', { labelNames: labelNames(beside.differ) })}
            </strong>
          )}
        </p>
      )}
      <p>
        <button type="button" className={button.button} onClick={() => app.toggle('opinion', true)}>
          {beside === null ? t('Ask another model') : t('Side by side')}
        </button>
      </p>
    </section>
  );
});
