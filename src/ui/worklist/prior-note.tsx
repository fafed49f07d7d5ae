import { hasPrior, type StudyEntry } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import { Brief } from '../parts/brief.tsx';
import { ToolIcon } from '../parts/icons.tsx';

/** That an earlier study of the same patient is in the list, with its images. */
export function PriorNote({
  entry: { key },
  brief,
}: {
  readonly entry: StudyEntry;
  /** As a picture. */
  readonly brief: boolean;
}) {
  const there = useStore(useApp().worklist, ({ entries }) => hasPrior(entries, key));
  return there ? (
    <Badge
      kind={brief ? 'mark' : 'quiet'}
      title={t('An earlier study of this patient is in the list: Shift+C beside this one')}
    >
      <Brief brief={brief ? <ToolIcon tool="prior" /> : null} words={t('prior in the list')} />
    </Badge>
  ) : null;
}
