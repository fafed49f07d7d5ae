import { t } from '#texts';
import { useApp } from '../app-context.ts';
import button from '../parts/button.module.css';
import css from './blinded-note.module.css';

/** Says as long as one reads blind that the queue is no triage, and ends it. */
export function BlindedNote() {
  const app = useApp();
  return (
    <aside className={css.note} aria-label={t('Blinded reading')}>
      <span>
        <strong>{t('Blinded reading.')}</strong>{' '}
        {t(
          'Results are hidden until your first verdict; the list is in order of arrival, no triage. For research, never for a live queue.',
        )}
      </span>{' '}
      <button type="button" className={button.link} onClick={() => app.setBlinded(false)}>
        {t('End, and show all results')}
      </button>
    </aside>
  );
}
