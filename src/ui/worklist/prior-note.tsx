import { hasPrior, type StudyEntry } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';

/** That an earlier study of the same patient is in the list, with its images. */
export function PriorNote({ entry: { key } }: { readonly entry: StudyEntry }) {
  const there = useStore(useApp().worklist, ({ entries }) => hasPrior(entries, key));
  return there ? (
    <Badge
      kind="quiet"
      title={t('An earlier study of this patient is in the list: Shift+C beside this one')}
    >
      {t('prior in the list')}
    </Badge>
  ) : null;
}
