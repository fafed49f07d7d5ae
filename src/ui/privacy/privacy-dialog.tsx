import { useState } from 'react';
import type { EgressWitness, Guard, Ledger, ProbeResult } from '#guard';
import { t, told } from '#texts';
import button from '../parts/button.module.css';
import { Dialog } from '../parts/dialog.tsx';
import { clockText } from '../parts/moments.ts';
import { saveFile } from '../parts/save-file.ts';
import { AuditSection } from './audit-section.tsx';
import css from './privacy-dialog.module.css';
import { useNow } from './use-now.ts';
import { VersionSection } from './version-section.tsx';

const WITNESSES: Readonly<Record<EgressWitness, string>> = {
  get policy() {
    return t('security policy');
  },
  get 'service-worker'() {
    return t('service worker');
  },
  get page() {
    return t('the page itself');
  },
  get timing() {
    return t('the browser');
  },
};

/** What all tabs of the app requested since this one began, what was stopped, and which version runs. */
export function PrivacyDialog({
  guard,
  onClose,
}: {
  readonly guard: Guard;
  readonly onClose: () => void;
}) {
  const ledger = useNow(guard.ledger);
  const [tested, setTested] = useState<readonly ProbeResult[] | null>(null);
  return (
    <Dialog title={t('Privacy and version')} onClose={onClose} wide>
      <Requests ledger={ledger} />
      <SelfTest guard={guard} tested={tested} onTested={setTested} />
      <VersionSection offline={guard.offline} />
      <AttestationSection guard={guard} tested={tested} />
      <AuditSection />
    </Dialog>
  );
}

function Requests({ ledger }: { readonly ledger: Ledger }) {
  const { requests, elsewhere, refused, since, pacs } = ledger;
  const real = refused.filter(({ isTest }) => !isTest);
  const files = [...ledger.files].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section>
      <p className={css.sum} data-testid="requests">
        <strong>{t('{n} request | {n} requests', { n: requests })}</strong>{' '}
        {t('to {host} since {clock}, for files of the app{pacs}.', {
          host: location.host,
          clock: clockText(new Date(since)),
          pacs: pacs.asked === 0 ? '' : t(' and to the PACS behind it'),
        })}{' '}
        <strong>{elsewhere.length === 0 ? t('None') : elsewhere.length}</strong>{' '}
        {t('went elsewhere.')}
      </p>
      {pacs.asked === 0 ? null : (
        <p className={css.sum} data-testid="pacs-requests">
          <strong>{t('{n} request | {n} requests', { n: pacs.asked })}</strong>{' '}
          {t('of these went to the hospital’s PACS, by way of {host};', { host: location.host })}{' '}
          <strong>{pacs.stored === 0 ? t('none') : pacs.stored}</strong>{' '}
          {pacs.stored === 1 ? t('sent a result.') : t('sent results.')}
        </p>
      )}
      {elsewhere.length > 0 ? (
        <p className="problem" role="alert">
          {t('Something reached {hosts}. Close this tab and tell whoever runs this site.', {
            hosts: [...new Set(elsewhere)].join(', '),
          })}
        </p>
      ) : null}
      {real.length > 0 ? (
        <>
          <p className="problem">
            {t(
              '{count} stopped. The app makes none of these: an extension, or a changed file, may.',
              { count: t('{n} request | {n} requests', { n: real.length }) },
            )}
          </p>
          <ul className={css.list} data-testid="refused">
            {real.map(({ to, what, by, at }) => (
              <li key={`${at} ${to} ${what} ${by}`}>
                <span className="mono">{to}</span>{' '}
                {t('{what}, stopped by {witness} at {clock}', {
                  what: told(what),
                  witness: WITNESSES[by],
                  clock: clockText(new Date(at)),
                })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <details className={css.files}>
        <summary>{t('Which files')}</summary>
        <ul className={css.list}>
          {files.map(([path, times]) => (
            <li key={path}>
              <span className="mono">{path}</span>{' '}
              {times > 1 ? t('{n} time | {n} times', { n: times }) : ''}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function SelfTest({
  guard,
  tested,
  onTested,
}: {
  readonly guard: Guard;
  readonly tested: readonly ProbeResult[] | null;
  readonly onTested: (results: readonly ProbeResult[]) => void;
}) {
  const [runs, setRuns] = useState(false);
  const run = async () => {
    setRuns(true);
    onTested(await guard.selfTest());
    setRuns(false);
  };
  return (
    <section>
      <h3>{t('Self-test')}</h3>
      <p className="hint">
        {t(
          'Tries to send to a host that does not exist, in every way that a script has. Each try must be stopped before it reaches the network.',
        )}
      </p>
      {tested === null ? null : (
        <table className={css.probes} data-testid="probes">
          <tbody>
            {tested.map(({ name, isBlocked, by }) => (
              <tr key={name} data-blocked={isBlocked}>
                <th scope="row">{told(name)}</th>
                <td className={isBlocked ? undefined : 'problem'}>
                  {isBlocked ? t('Stopped') : t('Not stopped')}
                </td>
                <td className="hint">
                  {isBlocked
                    ? t('by {witnesses}', {
                        witnesses: by.map((each) => WITNESSES[each]).join(', '),
                      })
                    : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={css.actions}>
        <button type="button" className={button.button} disabled={runs} onClick={() => void run()}>
          {runs ? t('Trying') : tested === null ? t('Try to send') : t('Try again')}
        </button>
      </p>
    </section>
  );
}

function AttestationSection({
  guard,
  tested,
}: {
  readonly guard: Guard;
  readonly tested: readonly ProbeResult[] | null;
}) {
  const save = async () => {
    const said = await guard.attest(tested);
    const file = `ich-triage-attestation-${said.writtenAt.slice(0, 10)}.json`;
    saveFile(file, JSON.stringify(said, null, 2), 'application/json');
  };
  return (
    <section>
      <h3>{t('Attestation')}</h3>
      <p className="hint">
        {t(
          'Version, SHA-256 of every file that was loaded, headers, counts, and the self-test if it was run. No patient data.',
        )}
      </p>
      <p className={css.actions}>
        <button type="button" className={button.button} onClick={() => void save()}>
          {t('Download attestation')}
        </button>
      </p>
    </section>
  );
}
