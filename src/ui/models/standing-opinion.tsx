import { opinionsSoFar } from '#store';
import { t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import css from './models.module.css';

/** Which model reads every study a second time, and how far it is. */
export function StandingOpinion() {
  const app = useApp();
  const models = useStore(app.models, (state) => state);
  const entries = useStore(app.worklist, (state) => state.entries);
  const folder = useStore(app.settings, ({ standingOpinion }) => standingOpinion);
  const { current, listed, standingTrouble } = models;
  const others = (listed ?? []).filter((each) => each.folder !== '' && each.source !== current);
  const chosen = others.find((each) => each.folder === folder);
  if (others.length === 0) return null;
  const { read, of, differ } = opinionsSoFar(entries.values(), models);
  return (
    <>
      <label className={css.standing}>
        {t('Second opinion on every study')}
        <select
          value={chosen?.folder ?? ''}
          onChange={({ target }) => app.change({ standingOpinion: target.value })}
        >
          <option value="">{t('Only when asked')}</option>
          {others.map(({ folder: value, title }) => (
            <option key={value} value={value}>
              {told(title)}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">
        {t(
          'It reads while the model in use rests, what that one did not flag first. Where the two flag differently, the row says so; the ranking stays as it is.',
        )}
      </p>
      {chosen === undefined ? null : (
        <p role="status" className={standingTrouble === null ? undefined : 'problem'}>
          {standingTrouble === null
            ? t(
                '{title} has read {read} of {of} studies whose images are here; it flags differently on {differ}.',
                {
                  title: told(chosen.title),
                  read,
                  of,
                  differ,
                },
              )
            : t('{name} can’t be used: {reason}', {
                name: told(chosen.title),
                reason: toldReason(standingTrouble),
              })}
        </p>
      )}
    </>
  );
}
