import type { WorklistRow } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import css from './hidden-flags.module.css';

/** Says that the search or the filter hides flags that nobody saw yet, as of a study that came in meanwhile; a click shows them. */
export function HiddenFlags(props: {
  readonly all: readonly WorklistRow[];
  readonly shown: readonly WorklistRow[];
}) {
  const app = useApp();
  const shown = new Set(props.shown.map(({ key }) => key));
  const hidden = props.all.filter(
    ({ key, state, care, section }) =>
      state === 'flagged' && care === 'unread' && section === 'ranking' && !shown.has(key),
  ).length;
  const show = () => {
    app.search('');
    app.filter('flagged');
  };
  return (
    <p className={css.hidden} role="status">
      {hidden === 0 ? null : (
        <button type="button" onClick={show}>
          {t(
            '{n} unread flag is not in this selection: show it | {n} unread flags are not in this selection: show them',
            { n: hidden },
          )}
        </button>
      )}
    </p>
  );
}
