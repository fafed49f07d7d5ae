import { t, told } from '#texts';
import { standing, verdictWords } from '#verdicts';
import { useApp, useStore } from '../app-context.ts';
import css from './row-verdict.module.css';

/** What the reader said of a study, in words; nothing where nobody said anything. */
export function RowVerdict({ studyKey }: { readonly studyKey: string }) {
  const app = useApp();
  const given = useStore(app.verdicts, ({ byStudy }) => standing(byStudy.get(studyKey)));
  if (given === null) return null;
  const words = t('Reader: {verdict}', { verdict: told(verdictWords(given.verdict)) });
  return (
    <span className={css.verdict} data-testid="row-verdict" title={words}>
      {words}
    </span>
  );
}
