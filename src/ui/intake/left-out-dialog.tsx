import { useMemo } from 'react';
import { leftOutByReason, missingAmong } from '#store';
import { t, toldAdvice, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import css from './left-out-dialog.module.css';
import { leftOutWords } from './left-out-words.ts';

/** As many paths as anyone reads; the rest is counted. */
const MOST_PATHS = 200;

/** What gave no slice, by the reason why, with what to do about it. */
export function LeftOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { intake } = useApp();
  const all = useStore(intake, (state) => state.leftOut);
  const before = useStore(intake, (state) => state.leftOutBefore);
  const read = useStore(intake, ({ readSince }) => readSince === null || readSince.slices > 0);
  const leftOut = useMemo(() => all.slice(before), [all, before]);
  const groups = useMemo(() => leftOutByReason(leftOut), [leftOut]);
  return (
    <Dialog title={leftOutWords(leftOut.length, missingAmong(leftOut))} onClose={onClose} wide>
      <p className="hint">
        {t('They added no slice to the list.')}{' '}
        {read ? t('Everything else of the drop is in the worklist.') : null}
      </p>
      {groups.map(({ reason, paths }) => (
        <details key={`${reason.code} ${reason.text}`} className={css.leftOut}>
          <summary>
            <span className={css.count}>{paths.length}</span> {toldReason(reason)}
          </summary>
          <Advice text={toldAdvice(reason.code)?.advice} />
          <ul className="mono">
            {paths.slice(0, MOST_PATHS).map((path, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two drops may hold the same path.
              <li key={index}>{path}</li>
            ))}
          </ul>
          {paths.length > MOST_PATHS ? (
            <p>{t('and {count} more', { count: paths.length - MOST_PATHS })}</p>
          ) : null}
        </details>
      ))}
    </Dialog>
  );
}

const Advice = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : <p className="hint">{t('What to do: {advice}', { advice: text })}</p>;
