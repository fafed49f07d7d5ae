import { opinionBeside, type StudyEntry } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import { Brief } from '../parts/brief.tsx';
import { labelNames } from './label-names.ts';

/** In the row: whether another model says the same. */
export function OpinionBadge({
  entry,
  brief,
}: {
  readonly entry: StudyEntry;
  /** In few letters; whole for who doesn't see it. */
  readonly brief: boolean;
}) {
  const app = useApp();
  const models = useStore(app.models, (state) => state);
  const beside = opinionBeside(entry, models);
  if (beside === null) return null;
  const { differ, second } = beside;
  return differ.length === 0 ? (
    <Badge
      kind={brief ? 'mark' : 'quiet'}
      title={t('{title} flags the same', { title: second.title })}
    >
      <Brief brief={brief ? t('2nd =') : null} words={t('Second opinion agrees')} />
    </Badge>
  ) : (
    <Badge
      kind="differs"
      title={t('{title} differs on {labelNames}', {
        title: second.title,
        labelNames: labelNames(differ),
      })}
    >
      <Brief brief={brief ? t('2nd ≠') : null} words={t('Second opinion differs')} />
    </Badge>
  );
}
