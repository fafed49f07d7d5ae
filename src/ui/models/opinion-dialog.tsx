import { useEffect, useRef, useState } from 'react';
import { LABEL_ABBREVIATIONS, LABELS, type Label, reaches } from '#base';
import {
  coverageText,
  type ListedModel,
  type OpinionBeside,
  opinionBeside,
  type StudyEntry,
} from '#store';
import { fixed, t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TypeIcon } from '../parts/icons.tsx';
import { ProbabilityBar } from '../parts/probability-bar.tsx';
import { labelNames } from './label-names.ts';
import { useModelDesk } from './models.tsx';
import css from './opinion-dialog.module.css';

/** Two models' findings of one study side by side. */
export function OpinionDialog({
  entry,
  onClose,
}: {
  readonly entry: StudyEntry;
  readonly onClose: () => void;
}) {
  const app = useApp();
  const models = useStore(app.models, (state) => state);
  const beside = opinionBeside(entry, models);
  return (
    <Dialog title={t('Second opinion')} onClose={onClose} wide>
      <Ask
        entry={entry}
        others={(models.listed ?? []).filter((m) => m.source !== models.current)}
      />
      {beside === null ? null : <SideBySide beside={beside} />}
      <p className="hint">
        {t(
          'The list is ranked by the model in use alone: probabilities of two models are not mixed. An agreement of two models is no proof; both may have learned from the same patients.',
        )}
      </p>
      {beside === null ? null : (
        <p className="hint">
          {t('First model: {coverage}.', { coverage: told(coverageText(entry)) })}
        </p>
      )}
    </Dialog>
  );
}

function Ask({
  entry,
  others,
}: {
  readonly entry: StudyEntry;
  readonly others: readonly ListedModel[];
}) {
  const desk = useModelDesk();
  const [said, setSaid] = useState<{ readonly text: string; readonly bad: boolean } | null>(null);
  const [working, setWorking] = useState(false);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const mine = new AbortController();
    stop.current = mine;
    return () => mine.abort();
  }, []);
  const ask = async (model: ListedModel) => {
    if (desk === null) return;
    setWorking(true);
    setSaid({ text: t('{title} reads the study', { title: told(model.title) }), bad: false });
    const outcome = await desk.askSecond(entry.key, model, stop.current.signal);
    setWorking(false);
    setSaid(outcome.ok ? null : { text: toldReason(outcome.reason), bad: true });
  };
  if (desk === null) return <p className="hint">{t('Looking which models are here')}</p>;
  return (
    <>
      {others.length === 0 ? (
        <p>
          {t(
            'No other model is here. A package can be opened under the engine’s name in the top bar.',
          )}
        </p>
      ) : (
        <p className={css.ask}>
          {others.map((model) => (
            <button
              key={model.id}
              type="button"
              className={button.button}
              disabled={working}
              onClick={() => void ask(model)}
            >
              {t('Ask {title}', { title: told(model.title) })}
            </button>
          ))}
        </p>
      )}
      <p role="status" className={classes(css.said, said?.bad === true && 'problem')}>
        {said?.text ?? ''}
      </p>
    </>
  );
}

function SideBySide({ beside }: { readonly beside: OpinionBeside }) {
  const { first, second, differ } = beside;
  const columns = [
    { title: first.model.title, findings: first.findings, thresholds: first.thresholds },
    second,
  ];
  return (
    <>
      <p data-testid="agreement">
        {differ.length === 0 ? (
          t('Both flag the same.')
        ) : (
          <strong>{t('They differ on {labelNames}.', { labelNames: labelNames(differ) })}</strong>
        )}
        {second.untrained ? t(' The second model is untrained: its numbers mean nothing.') : ''}
      </p>
      <table className={css.both}>
        <thead>
          <tr>
            <th scope="col">{t('Study probability')}</th>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {told(title)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('Agreement')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {LABELS.map((label) => (
            <tr key={label} data-type={label} data-differs={differ.includes(label)}>
              <th scope="row">
                <TypeIcon label={label} /> {label === 'any' ? t('Any') : LABEL_ABBREVIATIONS[label]}
              </th>
              {columns.map(({ title, findings, thresholds }) => (
                <Value
                  key={title}
                  label={label}
                  value={findings.probabilities[label]}
                  threshold={thresholds.study[label]}
                  flagged={findings.flagged.includes(label)}
                />
              ))}
              <td>{differ.includes(label) ? <strong>{t('differ')}</strong> : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Value(props: {
  readonly label: Label;
  readonly value: number;
  readonly threshold: number;
  readonly flagged: boolean;
}) {
  const { value, threshold, flagged } = props;
  if (!Number.isFinite(value)) return <td className="hint">{t('not there')}</td>;
  return (
    <td className={flagged ? css.flagged : undefined}>
      <span className={css.number}>{fixed(value, 2, threshold)}</span>{' '}
      {flagged ? t('flagged') : reaches(value, threshold) ? t('over its threshold') : ''}
      <ProbabilityBar value={value} threshold={threshold} flagged={flagged} />
    </td>
  );
}
