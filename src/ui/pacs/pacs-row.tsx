import { memo } from 'react';
import { capitalized } from '#base';
import {
  type PacsState,
  rankedResultOf,
  type StudyEntry,
  studyOfRow,
  type TakenStudy,
  takesResults,
  whyNotTaken,
} from '#store';
import { t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { clockWithSeconds } from '../parts/moments.ts';
import css from './pacs-row.module.css';
import { rowText } from './pacs-texts.ts';

interface RowProps {
  readonly row: PacsState['rows'][number];
  readonly taken: TakenStudy | undefined;
  /** Of its UID: finds what was kept of it before a reload. */
  readonly seal: string | undefined;
  readonly growing: boolean;
}

/** A study of the PACS's list: what it is, whether it is here, or why it is not. Drawn anew when it changes, not at the progress of others. */
export const PacsRow = memo(function PacsRow({ row, taken, seal, growing }: RowProps) {
  const { settings } = useApp();
  const masked = useStore(settings, ({ maskNames }) => maskNames);
  const { title, details, extent } = rowText(row, masked);
  const why = whyNotTaken(row);
  return (
    <li className={css.row} data-testid="pacs-row" data-out={why !== null}>
      <div className={css.words}>
        <p className={css.title}>
          {title} {growing ? <Badge kind="quiet">{t('growing')}</Badge> : null}
        </p>
        {details.map((line) => (
          <p key={line} className={classes(css.details, 'hint')} title={line}>
            {line}
          </p>
        ))}
        <p className="hint">{extent}</p>
        <Remarks row={row} taken={taken} />
      </div>
      <div className={css.act}>
        {why !== null ? (
          <span className="hint">{toldReason(why)}</span>
        ) : (
          <Act row={row} taken={taken} seal={seal} />
        )}
      </div>
    </li>
  );
});

/** What is wrong with it, below what it is. */
function Remarks({ row, taken }: Pick<RowProps, 'row' | 'taken'>) {
  const texts = [
    ...(row.isTorn ? [t('listed under two patients: nothing is written to it')] : []),
    ...(taken?.phase.kind === 'failed'
      ? [t('not fetched: {reason}', { reason: toldReason(taken.phase.reason) })]
      : []),
    ...(taken?.troubles ?? []).map(toldReason),
    ...(taken?.result.kind === 'not-sent'
      ? [t('result not sent: {text}', { text: told(taken.result.text) })]
      : []),
  ];
  return (
    <>
      {[...new Set(texts)].map((text) => (
        <p key={text} className="problem">
          {capitalized(text)}
        </p>
      ))}
    </>
  );
}

const quiet = classes(button.button, button.quiet);

function Act({
  row: { studyInstanceUid: uid },
  taken,
  seal,
}: Pick<RowProps, 'row' | 'taken' | 'seal'>) {
  const app = useApp();
  const take = () => app.takeStudies([uid]);
  switch (taken?.phase.kind) {
    case 'taken':
      return <Here uid={uid} result={taken.result} />;
    case 'waiting':
      return (
        <>
          <span className="hint">{t('Waiting')}</span>
          <Cancel uid={uid} />
        </>
      );
    case 'fetching': {
      const { got, of } = taken.phase;
      return (
        <>
          <span className={css.progress}>
            <span>{of === null ? got : `${got}/${of}`}</span>
            <progress value={got} max={Math.max(1, of ?? got)} aria-label={t('Objects fetched')} />
          </span>
          <Cancel uid={uid} />
        </>
      );
    }
    case 'failed':
      return (
        <button type="button" className={quiet} onClick={take}>
          {t('Try again')}
        </button>
      );
    default:
      return (
        <>
          <button type="button" className={quiet} onClick={take}>
            {t('Take')}
          </button>
          <Known uid={uid} seal={seal} />
        </>
      );
  }
}

const Cancel = ({ uid }: { readonly uid: string }) => {
  const app = useApp();
  return (
    <IconButton
      tool="close"
      label={t('Stop fetching this study')}
      small
      onClick={() => app.cancelStudy(uid)}
    />
  );
};

/** A study that is in the worklist though it was not taken in this tab: from before a reload, or from a disk. */
function Known({ uid, seal }: { readonly uid: string; readonly seal: string | undefined }) {
  const app = useApp();
  const entry = useStore(app.worklist, ({ entries }) => studyOfRow(entries, uid, seal));
  return entry === undefined ? null : <Open entry={entry} />;
}

function Open({ entry: { key, number } }: { readonly entry: Pick<StudyEntry, 'key' | 'number'> }) {
  const app = useApp();
  return (
    <button
      type="button"
      className={quiet}
      title={t('In the worklist: open it')}
      aria-label={t('Open study {number}', { number })}
      onClick={() => app.openStudy(key)}
    >
      #{number}
    </button>
  );
}

/** A study that is in the worklist: leads there, and gives its result back. */
function Here({ uid, result }: { readonly uid: string; readonly result: TakenStudy['result'] }) {
  const app = useApp();
  const entry = useStore(app.worklist, ({ entries }) => studyOfRow(entries, uid, undefined));
  const mayStore = useStore(app.pacs, (state) => takesResults(state) && state.alarm === null);
  if (entry === undefined) return <span className="hint">{t('No image in it')}</span>;
  const { key } = entry;
  const isRanked = rankedResultOf(entry) !== null;
  return (
    <>
      {result.kind === 'sending' ? <span className="hint">{t('Sending')}</span> : null}
      {result.kind === 'sent' ? (
        <span
          className="hint"
          title={t('Result in the PACS since {clock}', {
            clock: clockWithSeconds(new Date(result.at)),
          })}
        >
          {t('Sent')}
        </span>
      ) : null}
      {mayStore && isRanked && (result.kind === 'none' || result.kind === 'not-sent') ? (
        <button type="button" className={quiet} onClick={() => void app.sendResult(key)}>
          {t('Send result')}
        </button>
      ) : null}
      <Open entry={entry} />
    </>
  );
}
