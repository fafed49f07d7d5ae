import { useState } from 'react';
import { messageOf } from '#base';
import { validateSite, validationReadiness } from '#store';
import { t, told } from '#texts';
import { REPORT_STYLE, reportBody, reportPage, type ValidationReport } from '#validation';
import { AdaptedNote } from '../adaptation/adapted-note.tsx';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { FileButton } from '../parts/file-button.tsx';
import { saveFile } from '../parts/save-file.ts';
import { ShadowHtml } from './shadow-html.tsx';
import css from './validation-kit.module.css';

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'report'; readonly report: ValidationReport };

/** No file of labels is longer. */
const MOST_BYTES = 20_000_000;

const columns = (): readonly (readonly [name: string, what: string])[] => [
  ['study', t('StudyInstanceUID, PatientID, or file or SOPInstanceUID for labels of slices')],
  ['any', t('1 hemorrhage, 0 none; may be called label')],
  ['epidural … subdural', t('1 or 0 where it is known; may be missing')],
];

/** A site's labels against what the list says: the whole evaluation, made in this tab. */
export function ValidationKit() {
  const app = useApp();
  const entries = useStore(app.worklist, (state) => state.entries);
  const engine = useStore(app.engine, (state) => state);
  const adaptation = useStore(app.settings, (settings) => settings.adaptation);
  const [state, setState] = useState<State>({ kind: 'none' });
  const { here, waiting, away } = validationReadiness(entries);
  const judge = async (file: File) => {
    setState({ kind: 'working' });
    try {
      if (file.size > MOST_BYTES) throw new Error('The file is too long for labels.');
      const content = new Uint8Array(await file.arrayBuffer());
      const labels = { name: file.name, content };
      const files = app.fileNames();
      const report = await validateSite({ entries, engine, adaptation, labels, files });
      setState(
        report === null
          ? { kind: 'failed', words: t('No model is loaded yet.') }
          : { kind: 'report', report },
      );
    } catch (error) {
      setState({ kind: 'failed', words: told(messageOf(error)) });
    }
  };
  return (
    <section aria-labelledby="validation-title">
      <h3 id="validation-title">{t('Validation on your own studies')}</h3>
      <p className="hint">
        {t(
          'Drop labeled studies into the worklist as any others, let them be analyzed, then give their labels as a CSV with a row for each study or slice. Nothing leaves this tab, and the report holds no name, number or date of a patient.',
        )}
      </p>
      <AdaptedNote />
      <dl className={css.columns}>
        {columns().map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className={css.ready} data-testid="validation-ready">
        {readyWords(here, waiting, away)}
      </p>
      <FileButton
        label={t('Labels (CSV) …')}
        fieldLabel={t('Labels')}
        accept=".csv,text/csv"
        disabled={here === 0 || state.kind === 'working'}
        testId="labels-file"
        onFile={judge}
      />
      <p role="status" className="hint">
        {state.kind === 'working' ? t('Judging; patients are drawn a thousand times …') : ''}
        {state.kind === 'report'
          ? t('{count} judged.', {
              count: t('{n} study | {n} studies', { n: state.report.studies.judged }),
            })
          : ''}
      </p>
      {state.kind === 'failed' ? (
        <p role="alert" className={css.failed}>
          {state.words}
        </p>
      ) : null}
      {state.kind === 'report' ? <Made report={state.report} /> : null}
    </section>
  );
}

function readyWords(here: number, waiting: number, away: number): string {
  const parts = [
    here === 0
      ? t('No study whose images are here is in the list.')
      : t('{count} with images in the list{more}', {
          count: t('{n} study | {n} studies', { n: here }),
          more:
            waiting === 0
              ? '.'
              : t(', {waiting} not analyzed yet: they would be counted as not judged.', {
                  waiting,
                }),
        }),
    away === 0
      ? ''
      : t('{away} of earlier visits can’t be known by a label without images.', { away }),
  ];
  return parts.filter((text) => text !== '').join(' ');
}

function Made({ report }: { readonly report: ValidationReport }) {
  const { wasDone } = useApp();
  const save = (what: 'page' | 'figures', file: string, text: string, type: string) => {
    saveFile(file, text, type);
    wasDone({ action: 'exported', details: { what: `validation-${what}`, identifying: false } });
  };
  return (
    <>
      <div className={css.actions}>
        <button
          type="button"
          className={button.button}
          onClick={() =>
            save('page', 'validation.html', reportPage(report), 'text/html;charset=utf-8')
          }
        >
          {t('Save the page (HTML)')}
        </button>
        <button
          type="button"
          className={button.button}
          onClick={() =>
            save(
              'figures',
              'validation.json',
              `${JSON.stringify(report, null, 2)}\n`,
              'application/json',
            )
          }
        >
          {t('Save the figures (JSON)')}
        </button>
      </div>
      <ShadowHtml className={css.report} html={reportBody(report)} style={REPORT_STYLE} />
    </>
  );
}
