import { opinionBeside, type StudyEntry } from '#store';
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
    <Badge kind="quiet" title={`${second.title} flags the same`}>
      Second opinion agrees
    </Badge>
  ) : (
    <Badge title={`${second.title} differs on ${labelNames(differ)}`}>Second opinion differs</Badge>
  );
}
