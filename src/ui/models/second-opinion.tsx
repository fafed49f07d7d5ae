import { lazy, memo, Suspense, useState } from 'react';
import { opinionBeside, resultOf, type StudyEntry } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { labelNames } from './label-names.ts';

const OpinionDialog = lazy(() =>
  import('./opinion-dialog.tsx').then((module) => ({ default: module.OpinionDialog })),
);

/** Beside the findings: what another model says, and the way to ask one. */
export const SecondOpinion = memo(function SecondOpinion({
  entry,
}: {
  readonly entry: StudyEntry;
}) {
  const app = useApp();
  const models = useStore(app.models, (state) => state);
  const [open, setOpen] = useState(false);
  if (entry.study === null || resultOf(entry) === null) return null;
  const beside = opinionBeside(entry, models);
  return (
    <section>
      <h3>{t('Second opinion')}</h3>
      {beside === null ? null : (
        <p>
          {beside.second.title}{' '}
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
        <button type="button" className={button.button} onClick={() => setOpen(true)}>
          {beside === null ? t('Ask another model') : t('Side by side')}
        </button>
      </p>
      {open ? (
        <Suspense>
          <OpinionDialog entry={entry} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </section>
  );
});
