import {
  type AdaptationMade,
  contradictsVerdicts,
  type EvidenceCounts,
  type Proposal,
} from '#adaptation';
import { capitalized } from '#base';
import { isAdapted } from '#store';
import { fixed, t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { POINT_WORDS } from '../desk/point-words.ts';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import { saveFile } from '../parts/save-file.ts';
import { DriftPicture } from './drift-picture.tsx';
import { Interval } from './interval.tsx';
import css from './proposal-view.module.css';
import { ReliabilityPicture } from './reliability-picture.tsx';

const POINTS = ['highSensitivity', 'balanced', 'highSpecificity'] as const;

const Verdict = ({ changes }: { readonly changes: boolean }) =>
  changes ? <Badge>{t('Proposed')}</Badge> : <Badge kind="quiet">{t('Stays')}</Badge>;

const range = (found: readonly [number, number] | null, digits: number): string =>
  found === null
    ? t('no interval')
    : t('{low} to {high}', { low: fixed(found[0], digits), high: fixed(found[1], digits) });

/** A proposal in pictures, with what it would change and the one button that does. */
export function ProposalView({
  made,
  against,
}: {
  readonly made: AdaptationMade;
  /** The file that distributions were held against; null: the model's own studies. */
  readonly against: string | null;
}) {
  const { proposal, counts } = made;
  const { n, model, recalibration, operatingPoints } = proposal;
  return (
    <div className={css.proposal} data-testid="proposal">
      <p>
        {t(
          '{count} with a verdict: {positives} with hemorrhage, {others} without. Package {id} ({hash}).',
          {
            count: t('{n} study | {n} studies', { n: n.studies }),
            positives: n.positives,
            others: n.negatives,
            id: model.id,
            hash: model.hash.slice(0, 12),
          },
        )}
      </p>
      <Counts counts={counts} />
      <Decision proposal={proposal} />
      <div className={css.grid}>
        <div className={css.column}>
          <section aria-labelledby="adapt-scale">
            <h4 id="adapt-scale">
              {t('Is 60 % here 60 of 100?')} <Verdict changes={recalibration.changes} />
            </h4>
            <ReliabilityPicture recalibration={recalibration} />
            <p className="hint">
              {capitalized(told(recalibration.reason))}.{' '}
              {t(
                'Log loss {before} as it is, {after} on studies held out (gain {gain}; {range}).',
                {
                  before: fixed(recalibration.before.logLoss, 3),
                  after: fixed(recalibration.afterHeldOut.logLoss, 3),
                  gain: fixed(recalibration.gain.value, 3),
                  range: range(recalibration.gain.interval, 3),
                },
              )}
            </p>
          </section>
          <Prevalence proposal={proposal} />
          <section aria-labelledby="adapt-drift">
            <h4 id="adapt-drift">
              {against === null
                ? t('Do studies look like the model’s own?')
                : t('Do studies look like those of {name}?', { name: against })}
            </h4>
            <DriftPicture made={made} against={against} />
          </section>
        </div>
        <section aria-labelledby="adapt-points">
          <h4 id="adapt-points">{t('What the operating points do here')}</h4>
          {POINTS.map((point) => {
            const { changes, reason, before, chosen } = operatingPoints[point];
            return (
              <div key={point} className={css.point}>
                <h5>
                  {POINT_WORDS[point].label} <Verdict changes={changes} />
                </h5>
                <Interval name={t('Sensitivity, as it is')} counted={before.sensitivity} />
                <Interval
                  name={t('Sensitivity, chosen here')}
                  counted={chosen.sensitivity}
                  chosen
                />
                <Interval name={t('Specificity, as it is')} counted={before.specificity} />
                <Interval
                  name={t('Specificity, chosen here')}
                  counted={chosen.specificity}
                  chosen
                />
                <p className="hint">
                  {t('Threshold {before} as it is, {chosen} chosen here; {reason}.', {
                    before: fixed(before.threshold, 2),
                    chosen: fixed(chosen.threshold, 2),
                    reason: told(reason),
                  })}
                </p>
              </div>
            );
          })}
        </section>
      </div>
    </div>
  );
}

function Counts({ counts }: { readonly counts: EvidenceCounts }) {
  const lines: readonly (readonly [number, string])[] = [
    [counts.otherModel, t('numbers of another package: left out')],
    [counts.otherVerdict, t('verdict neither hemorrhage nor none: left out')],
    [counts.noResult, t('a verdict and no number: left out')],
    [counts.unread, t('no verdict: watched for drift only')],
    [counts.unstatedModel, t('package not stated: taken for this one')],
    [counts.shown, t('called with the result on the screen: such verdicts lean towards it')],
  ];
  const there = lines.filter(([n]) => n > 0);
  if (there.length === 0) return null;
  return (
    <ul className={css.counts}>
      {there.map(([n, words]) => (
        <li key={words}>
          <strong>{n}</strong> {words}
        </li>
      ))}
    </ul>
  );
}

function Decision({ proposal }: { readonly proposal: Proposal }) {
  const app = useApp();
  const engine = useStore(app.engine, (state) => state);
  const used = useStore(app.settings, (settings) => settings.adaptation);
  const now = useStore(app.worklist, (state) => state.now);
  const { calibration } = proposal;
  if (calibration === null) {
    return (
      <p className={css.decision} data-testid="nothing-proposed">
        {t(
          'Nothing is proposed: these studies do not show that the package’s numbers are off here.',
        )}
      </p>
    );
  }
  const inUse =
    isAdapted(engine, used) && JSON.stringify(used?.calibration) === JSON.stringify(calibration);
  return (
    <div className={css.decision}>
      <button
        type="button"
        className={button.button}
        aria-disabled={inUse}
        onClick={() => {
          if (!inUse) app.change({ adaptation: { calibration, since: now } });
        }}
      >
        {inUse ? t('In use at this desk') : t('Use at this desk')}
      </button>
      <button
        type="button"
        className={button.button}
        onClick={() => {
          saveFile(
            'site-calibration.json',
            `${JSON.stringify(calibration, null, 2)}\n`,
            'application/json',
          );
          app.wasDone({
            action: 'exported',
            details: { what: 'site-calibration', identifying: false },
          });
        }}
      >
        {t('Save it for the command line (JSON)')}
      </button>
      <p className="hint">
        {t(
          'Ranks and flags follow at once from the probabilities that are there; wherever numbers stand, a badge says so, and one click takes it back.',
        )}
      </p>
    </div>
  );
}

function Prevalence({ proposal: { prevalence } }: { readonly proposal: Proposal }) {
  const { trained, counted, estimated } = prevalence;
  return (
    <section aria-labelledby="adapt-prevalence">
      <h4 id="adapt-prevalence">{t('How many studies show hemorrhage')}</h4>
      <Interval name={t('By verdicts')} counted={counted} />
      {estimated === null ? null : (
        <Interval
          name={t('By the numbers alone')}
          counted={{
            value: estimated.value,
            interval: estimated.interval ?? [0, 1],
            n: estimated.n,
          }}
        />
      )}
      {trained === null ? null : (
        <Interval name={t('Where the package was calibrated')} counted={{ value: trained }} />
      )}
      <p className="hint">
        {contradictsVerdicts(prevalence)
          ? t(
              'Numbers and verdicts contradict each other: the numbers are not calibrated here, and theirs is no estimate.',
            )
          : t('Another prevalence than the package’s shifts every probability.')}
      </p>
    </section>
  );
}
