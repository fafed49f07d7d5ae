import { type ChangeEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import type { ListedModel, ModelDesk } from '#store';
import { fixed, language, t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './models.module.css';
import { StandingOpinion } from './standing-opinion.tsx';

/** The desk, once its code is there; what is served is looked up anew. */
export function useModelDesk(): ModelDesk | null {
  const app = useApp();
  const [desk, setDesk] = useState<ModelDesk | null>(null);
  useEffect(() => {
    let alive = true;
    void app.modelDesk().then(async (loaded) => {
      await loaded.refresh();
      if (alive) setDesk(() => loaded);
    });
    return () => {
      alive = false;
    };
  }, [app]);
  return desk;
}

/** What is under way or went wrong, in words. */
interface Said {
  readonly kind: 'working' | 'done' | 'problem';
  readonly text: string;
}

/** The model packages that are here: which one reads, and the choice of another. */
export function Models() {
  const app = useApp();
  const desk = useModelDesk();
  const { current, listed, refused } = useStore(app.models, (state) => state);
  const [said, setSaid] = useState<Said | null>(null);
  const working = said?.kind === 'working';
  const choose = async (model: ListedModel) => {
    if (desk === null) return;
    setSaid({
      kind: 'working',
      text: t('Checking {title} on this machine', { title: told(model.title) }),
    });
    const outcome = await desk.choose(model);
    setSaid(
      outcome.ok
        ? {
            kind: 'done',
            text: t('{title} reads now. Studies whose images are here are analyzed again.', {
              title: told(model.title),
            }),
          }
        : {
            kind: 'problem',
            text: t('{title} is not used: {reason} Nothing was changed.', {
              title: told(model.title),
              reason: toldReason(outcome.reason),
            }),
          },
    );
  };
  const open = async (given: Parameters<ModelDesk['open']>[0]) => {
    if (desk === null) return;
    setSaid({ kind: 'working', text: t('Checking the package') });
    const outcome = await desk.open(given);
    setSaid(
      outcome.ok
        ? {
            kind: 'done',
            text: t('{title} was checked and is listed until this tab is closed.', {
              title: outcome.value.title,
            }),
          }
        : {
            kind: 'problem',
            text: t('The package is not taken: {reason}', { reason: toldReason(outcome.reason) }),
          },
    );
  };
  return (
    <OpenArea onGiven={working ? null : open}>
      <h3>{t('Models')}</h3>
      <p className="hint">
        {t(
          'Choosing one analyzes every study again whose images are here. Accuracy is the package’s own figure, on the slices that it was measured on.',
        )}
      </p>
      <table className={css.models}>
        <thead>
          <tr>
            <th scope="col">{t('Model')}</th>
            <th
              scope="col"
              title={t('All that is fetched: weights, graph, and the images that prove an engine')}
            >
              {t('Download')}
            </th>
            <th scope="col">{t('ms a slice here')}</th>
            <th scope="col">{t('AUC of any hemorrhage')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Choice')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(listed ?? []).map((model) => (
            <tr key={model.id} data-testid="model">
              <th scope="row">
                {told(model.title)}
                <span className={classes('hint', css.about)}>
                  {told(model.architecture)}
                  {model.untrained ? t('; untrained: its numbers mean nothing') : ''}
                  {model.folder === '' ? t('; yours, until this tab is closed') : ''}
                </span>
              </th>
              <td>{`${fixed(model.bytes / 1e6, 1)} MB`}</td>
              <td>
                <Speed model={model} />
              </td>
              <td>{accuracyOf(model)}</td>
              <td>
                {model.source === current ? (
                  <strong>{t('In use')}</strong>
                ) : (
                  <button
                    type="button"
                    className={button.button}
                    disabled={desk === null || working}
                    aria-label={t('Use {title}', { title: told(model.title) })}
                    onClick={() => void choose(model)}
                  >
                    {t('Use')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {refused.map(({ name, reason }) => (
        <p key={name} className="problem">
          {t('{name} can’t be used: {reason}', { name, reason: toldReason(reason) })}
        </p>
      ))}
      <StandingOpinion />
      <p role="status" className={classes(css.said, said?.kind === 'problem' && 'problem')}>
        {said?.text ?? ''}
      </p>
    </OpenArea>
  );
}

/** Where a package's folder can be dropped or picked. A drop here is no drop on the worklist. */
function OpenArea({
  onGiven,
  children,
}: {
  readonly onGiven: ((given: Parameters<ModelDesk['open']>[0]) => Promise<void>) | null;
  readonly children: React.ReactNode;
}) {
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = Array.from(target.files ?? []);
    target.value = '';
    if (files.length > 0) void onGiven?.({ kind: 'files', files });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void onGiven?.({ kind: 'drop', transfer: event.dataTransfer });
  };
  return (
    <section
      className={classes(css.area, over && css.over)}
      aria-label={t('Models')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      <p>
        <button
          type="button"
          className={classes(button.button, button.quiet)}
          disabled={onGiven === null}
          onClick={() => folder.current?.click()}
        >
          {t('Open a package’s folder')}
        </button>{' '}
        <span className="hint">{t('Or drop it here. It is checked, and stays in this tab.')}</span>
        <input
          ref={folder}
          type="file"
          hidden
          onChange={pick}
          aria-label={t('Folder of a model package')}
          data-testid="package-input"
          {...{ webkitdirectory: '' }}
        />
      </p>
    </section>
  );
}

function Speed({ model }: { readonly model: ListedModel }) {
  const app = useApp();
  const ms = useStore(app.models, ({ speeds, hashes }) => speeds.get(hashes.get(model.id) ?? ''));
  return ms === undefined ? <span className="hint">{t('measured on use')}</span> : fixed(ms, 1);
}

const figure = (value: number) =>
  language() === 'en' ? value.toFixed(3).replace(/^0/, '') : fixed(value, 3);

function accuracyOf({ home, untrained }: ListedModel): string {
  if (home === null) return untrained ? t('none: untrained') : t('not stated');
  const { auc, ci, n } = home;
  const interval = ci === null ? '' : ` (${figure(ci[0])}–${figure(ci[1])})`;
  return `${figure(auc)}${interval}, n = ${n}`;
}
