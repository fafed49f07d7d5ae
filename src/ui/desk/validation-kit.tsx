import { useRef, useState } from 'react';
import { countOf, messageOf } from '#base';
import { validateSite, validationReadiness } from '#store';
import { REPORT_STYLE, reportBody, reportPage, type ValidationReport } from '#validation';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
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

const COLUMNS = [
  ['study', 'StudyInstanceUID, PatientID, or file or SOPInstanceUID for labels of slices'],
  ['any', '1 hemorrhage, 0 none; may be called label'],
  ['epidural … subdural', '1 or 0 where it is known; may be missing'],
] as const;

/** A site's labels against what the list says: the whole evaluation, made in this tab. */
export function ValidationKit() {
  const app = useApp();
  const entries = useStore(app.worklist, (state) => state.entries);
  const engine = useStore(app.engine, (state) => state);
  const [state, setState] = useState<State>({ kind: 'none' });
  const { here, waiting, away } = validationReadiness(entries);
  const judge = async (file: File) => {
    setState({ kind: 'working' });
    try {
      if (file.size > MOST_BYTES) throw new Error('The file is too long for labels.');
      const content = new Uint8Array(await file.arrayBuffer());
      const labels = { name: file.name, content };
      const report = await validateSite({ entries, engine, labels, files: app.fileNames() });
      setState(
        report === null
          ? { kind: 'failed', words: 'No model is loaded yet.' }
          : { kind: 'report', report },
      );
    } catch (error) {
      setState({ kind: 'failed', words: messageOf(error) });
    }
  };
  return (
    <section aria-labelledby="validation-title">
      <h3 id="validation-title">Validation on your own studies</h3>
      <p className="hint">
        Drop labeled studies into the worklist as any others, let them be analyzed, then give their
        labels as a CSV with a row for each study or slice. Nothing leaves this tab, and the report
        holds no name, number or date of a patient.
      </p>
      <dl className={css.columns}>
        {COLUMNS.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p data-testid="validation-ready">{readyWords(here, waiting, away)}</p>
      <LabelsButton disabled={here === 0 || state.kind === 'working'} onFile={judge} />
      <p role="status" className="hint">
        {state.kind === 'working' ? 'Judging; patients are drawn a thousand times …' : ''}
        {state.kind === 'report'
          ? `${countOf(state.report.studies.judged, 'study', 'studies')} judged.`
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
      ? 'No study whose images are here is in the list.'
      : `${countOf(here, 'study', 'studies')} with images in the list${waiting === 0 ? '.' : `, ${waiting} not analyzed yet: they would be counted as not judged.`}`,
    away === 0 ? '' : `${away} of earlier visits can’t be known by a label without images.`,
  ];
  return parts.filter((text) => text !== '').join(' ');
}

function LabelsButton(props: {
  readonly disabled: boolean;
  readonly onFile: (file: File) => Promise<void>;
}) {
  const { disabled, onFile } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={button.button}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      >
        Labels (CSV) …
      </button>
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label="Labels"
        data-testid="labels-file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file may be given again once it is mended.
          target.value = '';
          if (file !== undefined) void onFile(file);
        }}
      />
    </>
  );
}

function Made({ report }: { readonly report: ValidationReport }) {
  return (
    <>
      <div className={css.actions}>
        <button
          type="button"
          className={button.button}
          onClick={() => saveFile('validation.html', reportPage(report), 'text/html;charset=utf-8')}
        >
          Save the page (HTML)
        </button>
        <button
          type="button"
          className={button.button}
          onClick={() =>
            saveFile('validation.json', `${JSON.stringify(report, null, 2)}\n`, 'application/json')
          }
        >
          Save the figures (JSON)
        </button>
      </div>
      <ShadowHtml className={css.report} html={reportBody(report)} style={REPORT_STYLE} />
    </>
  );
}
