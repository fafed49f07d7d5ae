import { opinionBeside, type StudyEntry } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import { labelNames } from './label-names.ts';

/** In the row: whether another model says the same. */
export function OpinionBadge({ entry }: { readonly entry: StudyEntry }) {
  const app = useApp();
  const models = useStore(app.models, (state) => state);
  const beside = opinionBeside(entry, models);
  if (beside === null) return null;
  const { differ, second } = beside;
  return differ.length === 0 ? (
    <Badge kind="quiet" title={t('{title} flags the same', { title: second.title })}>
      {t('Second opinion agrees')}
    </Badge>
  ) : (
    <Badge
      title={t('{title} differs on {labelNames}', {
        title: second.title,
        labelNames: labelNames(differ),
      })}
    >
      {t('Second opinion differs')}
    </Badge>
  );
}
