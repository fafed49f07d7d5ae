import { problemWords } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from './app-context.ts';
import css from './app-shell.module.css';
import button from './parts/button.module.css';
import { setAsideWords } from './set-aside-words.ts';

/** What is kept in this browser, or set by the site, and not used by this version: said until it was read. */
export function SetAsideNote() {
  const app = useApp();
  const setAside = useStore(app.notices, (notices) => notices.setAside);
  const problems = useStore(app.notices, (notices) => notices.siteProblems);
  const site =
    problems.length === 0
      ? ''
      : t("This site's config.json: {problems}", {
          problems: problems.map((problem) => told(problemWords(problem))).join(' '),
        });
  const words = [setAsideWords(setAside), site].filter(Boolean).join(' ');
  if (words === '') return null;
  return (
    <p className={css.note} role="note">
      {words}{' '}
      <button type="button" className={button.link} onClick={app.dismissSetAside}>
        {t('Dismiss')}
      </button>
    </p>
  );
}
