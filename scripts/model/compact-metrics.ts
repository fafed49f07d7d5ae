type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members of a label's figures that a model card shows. */
const SHOWN = ['n', 'positives', 'patients', 'positivePatients', 'auc', 'ci', 'ap', 'apCi', 'ece'];

const picked = (figures: unknown): unknown =>
  isFields(figures)
    ? Object.fromEntries(SHOWN.flatMap((key) => (key in figures ? [[key, figures[key]]] : [])))
    : figures;

/** The metrics.json of `npm run evaluate` without what only its tables need; any other record is kept as it is. */
export function compactMetrics(metrics: Fields): Fields {
  if (!('slice' in metrics && 'study' in metrics && 'n' in metrics)) return metrics;
  const perLabel = (level: unknown) =>
    isFields(level)
      ? Object.fromEntries(Object.entries(level).map(([label, of]) => [label, picked(of)]))
      : null;
  const { n, logLoss, ece, crossFitted } = metrics;
  return {
    measuredOn: 'out-of-fold predictions; the shipped weights themselves were trained on all folds',
    n,
    slice: perLabel(metrics.slice),
    study: perLabel(metrics.study),
    logLoss,
    ece,
    crossFitted,
  };
}
