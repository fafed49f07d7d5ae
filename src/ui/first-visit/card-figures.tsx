import { LABEL_ABBREVIATIONS, LABELS, type Label } from '#base';
import { figures, fixed, t, told } from '#texts';
import { classes } from '../parts/classes.ts';
import css from './card-figures.module.css';
import markdown from './markdown.module.css';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const pairOf = (value: unknown): readonly [number, number] | null => {
  const [low, high] = Array.isArray(value) ? value.map(numberOf) : [];
  return low == null || high == null ? null : [low, high];
};

const LEVELS = ['study', 'slice'] as const;
const POINTS = ['highSensitivity', 'balanced', 'highSpecificity'] as const;

/** Whether the figures of a package are in the form that `npm run evaluate` writes: others are shown as the card has them. */
export const areKnownFigures = (metrics: unknown): boolean =>
  LEVELS.every((level) =>
    LABELS.every((label) => numberOf(of(metrics, level, label).auc) !== null),
  );

/** What is recorded at a path. */
const of = (metrics: unknown, ...path: readonly string[]): Fields =>
  path.reduce((record, name) => fieldsOf(record[name]), fieldsOf(metrics));

/** The figures that a package states of its model, as tables in words: of studies and of slices, each type with its interval and n. */
export function CardFigures({ metrics }: { readonly metrics: unknown }) {
  const { measuredOn } = fieldsOf(metrics);
  const n = of(metrics, 'n');
  const rounds = numberOf(n.bootstrapRounds);
  return (
    <section className={classes(markdown.markdown, css.figures)}>
      <h4>{t('How well it was measured to do')}</h4>
      <p>
        {t('On {studies} studies of {patients} patients, {slices} slices.', {
          studies: shown(n.studies),
          patients: shown(n.patients),
          slices: shown(n.slices),
        })}{' '}
        {typeof measuredOn === 'string' ? <span>{told(measuredOn)}.</span> : null}
      </p>
      {LEVELS.map((level) => (
        <Level key={level} metrics={metrics} level={level} />
      ))}
      <p className="hint">
        {t(
          'AUC: how often a hemorrhage gets a higher number than none; 0.5 is chance, 1 is perfect. Mean precision: of flags, over all thresholds. In brackets the 95 % interval',
        )}
        {rounds === null
          ? '. '
          : t(' of {rounds} bootstrap rounds over patients. ', { rounds: figures(rounds) })}
        {t(
          'Sensitivity and specificity: thresholds were set without the studies that they are measured on.',
        )}
      </p>
    </section>
  );
}

function Level(props: { readonly metrics: unknown; readonly level: (typeof LEVELS)[number] }) {
  const { metrics, level } = props;
  return (
    <>
      <h5>{level === 'study' ? t('Of studies') : t('Of single slices')}</h5>
      <table>
        <thead>
          <tr>
            <td colSpan={4} />
            <th scope="colgroup" colSpan={3}>
              {t('Sensitivity / specificity')}
            </th>
          </tr>
          <tr>
            <th scope="col">{t('Type')}</th>
            <th scope="col">{t('With hemorrhage')}</th>
            <th scope="col">AUC</th>
            <th scope="col">{t('Mean precision')}</th>
            <th scope="col">{t('high sensitivity')}</th>
            <th scope="col">{t('balanced')}</th>
            <th scope="col">{t('high specificity')}</th>
          </tr>
        </thead>
        <tbody>
          {LABELS.map((label) => (
            <OneType key={label} metrics={metrics} level={level} label={label} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function OneType(props: {
  readonly metrics: unknown;
  readonly level: string;
  readonly label: Label;
}) {
  const { metrics, level, label } = props;
  const record = of(metrics, level, label);
  const crossed = of(metrics, 'crossFitted', level, label);
  return (
    <tr>
      <th scope="row" title={told(label)}>
        {label === 'any' ? t('Any') : LABEL_ABBREVIATIONS[label]}
      </th>
      <td>{t('{count} of {total}', { count: shown(record.positives), total: shown(record.n) })}</td>
      <td>{withInterval(record.auc, record.ci)}</td>
      <td>{withInterval(record.ap, record.apCi)}</td>
      {POINTS.map((point) => {
        const at = fieldsOf(crossed[point]);
        const [sensitivity, specificity] = [at.sensitivity, at.specificity].map(numberOf);
        return (
          <td key={point}>
            {sensitivity == null || specificity == null
              ? t('not stated')
              : `${fixed(sensitivity, 2)} / ${fixed(specificity, 2)}`}
          </td>
        );
      })}
    </tr>
  );
}

const shown = (value: unknown): string => {
  const number = numberOf(value);
  return number === null ? t('not stated') : figures(number);
};

function withInterval(value: unknown, interval: unknown): string {
  const [number, range] = [numberOf(value), pairOf(interval)];
  if (number === null) return t('not stated');
  const said = fixed(number, 3);
  return range === null ? said : `${said} (${fixed(range[0], 2)}–${fixed(range[1], 2)})`;
}
