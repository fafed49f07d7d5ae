import { use, useMemo, useState } from 'react';
import type { AdaptationMade, GivenFile } from '#adaptation';
import { messageOf } from '#base';
import { deskProposals } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { FileButton } from '../parts/file-button.tsx';
import { AdaptedNote } from './adapted-note.tsx';
import { ProposalView } from './proposal-view.tsx';
import css from './site-adaptation.module.css';

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly words: string }
  | {
      readonly kind: 'made';
      readonly made: AdaptationMade;
      /** The file that it was held against; null: the model's own studies. */
      readonly against: string | null;
    };

/** Fetched once, when the page is first opened: who opens it waits for it as for the page itself. */
let proposals: ReturnType<typeof deskProposals> | null = null;

/** No list of a few hundred studies is longer. */
const MOST_BYTES = 20_000_000;

async function given(file: File): Promise<GivenFile> {
  if (file.size > MOST_BYTES) throw new Error('The file is too long for a list of verdicts.');
  return { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
}

/** What readers said against what the model said: a proposal for this site, in pictures. Nothing changes before it is put to use. */
export function SiteAdaptation() {
  proposals ??= deskProposals();
  const { listedEvidence, ownReference, proposeForDesk, usableCount } = use(proposals);
  const app = useApp();
  const entries = useStore(app.worklist, (state) => state.entries);
  const verdicts = useStore(app.verdicts, (state) => state);
  const engine = useStore(app.engine, (state) => state);
  const source = useStore(app.models, ({ current }) => current);
  const [withList, setWithList] = useState(true);
  const [files, setFiles] = useState<readonly GivenFile[]>([]);
  const [reference, setReference] = useState<GivenFile | null>(null);
  const [state, setState] = useState<State>({ kind: 'none' });
  const listed = useMemo(
    () => listedEvidence(entries, verdicts),
    [listedEvidence, entries, verdicts],
  );
  const here = usableCount(listed, engine);
  const isListTaken = withList && here > 0;
  const failed = (error: unknown) => setState({ kind: 'failed', words: told(messageOf(error)) });
  const take = (what: (file: GivenFile) => void) => async (file: File) => {
    try {
      what(await given(file));
      setState({ kind: 'none' });
    } catch (error) {
      failed(error);
    }
  };
  const propose = async () => {
    setState({ kind: 'working' });
    try {
      const made = await proposeForDesk({
        studies: isListTaken ? listed : [],
        files,
        reference: reference ?? (await ownReference(source, engine)),
        engine,
      });
      setState(
        made === null
          ? { kind: 'failed', words: t('No model is loaded yet.') }
          : { kind: 'made', made, against: reference?.name ?? null },
      );
    } catch (error) {
      failed(error);
    }
  };
  return (
    <section aria-labelledby="adaptation-title">
      <h3 id="adaptation-title">{t('Adapting the numbers to this site')}</h3>
      <p className="hint">
        {t(
          'Readers’ verdicts on 10 to 200 studies against the numbers that the model gave them. Looking changes nothing, and nothing leaves this tab.',
        )}
      </p>
      <AdaptedNote />
      <div className={css.sources}>
        <label className={css.list}>
          <input
            type="checkbox"
            checked={isListTaken}
            disabled={here === 0}
            onChange={({ target }) => setWithList(target.checked)}
          />
          <span data-testid="adaptation-here">
            {t('{count} of this list with a verdict and a number', {
              count: t('{n} study | {n} studies', { n: here }),
            })}
          </span>
        </label>
        <FileButton
          label={t('Exported list or log of verdicts …')}
          fieldLabel={t('Exported list or log of verdicts')}
          accept=".csv,.json,text/csv,application/json"
          testId="adaptation-file"
          onFile={take((file) =>
            setFiles((all) => [...all.filter(({ name }) => name !== file.name), file]),
          )}
        />
        <FileButton
          label={t('Studies to hold them against …')}
          fieldLabel={t('Studies to hold them against')}
          accept=".csv,.json,text/csv,application/json"
          testId="adaptation-reference"
          onFile={take(setReference)}
        />
        <button
          type="button"
          className={button.button}
          disabled={state.kind === 'working'}
          onClick={() => void propose()}
        >
          {t('Propose')}
        </button>
      </div>
      <ul className={css.files}>
        {files.map(({ name }) => (
          <li key={name}>
            {name}{' '}
            <button
              type="button"
              className={button.link}
              aria-label={t('Leave out {name}', { name })}
              onClick={() => setFiles((all) => all.filter((file) => file.name !== name))}
            >
              {t('Leave out')}
            </button>
          </li>
        ))}
        {reference === null ? null : (
          <li>
            {t('Held against {name}', { name: reference.name })}{' '}
            <button type="button" className={button.link} onClick={() => setReference(null)}>
              {t('The model’s own instead')}
            </button>
          </li>
        )}
      </ul>
      <p role="status" className="hint">
        {state.kind === 'working' ? t('Fitting; patients are drawn a thousand times …') : ''}
        {state.kind === 'made'
          ? t('{count} fitted on.', {
              count: t('{n} study | {n} studies', { n: state.made.proposal.n.studies }),
            })
          : ''}
      </p>
      {state.kind === 'failed' ? (
        <p role="alert" className={css.failed}>
          {state.words} {t('Nothing was changed.')}
        </p>
      ) : null}
      {state.kind === 'made' ? <ProposalView made={state.made} against={state.against} /> : null}
    </section>
  );
}
