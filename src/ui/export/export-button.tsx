import { lazy, Suspense, useState } from 'react';
import type { StudyEntry } from '#store';
import { t } from '#texts';
import { IconButton } from '../parts/icon-button.tsx';

const StudyExport = lazy(() =>
  import('./study-export.tsx').then((module) => ({ default: module.StudyExport })),
);
const ListExport = lazy(() =>
  import('./list-export.tsx').then((module) => ({ default: module.ListExport })),
);

/** Opens what can leave the tab: of a study, or of the whole list. */
export function ExportButton({ entry }: { readonly entry: StudyEntry | null }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <IconButton
        tool="export"
        label={entry === null ? t('Export the list') : t('Export this study')}
        onClick={() => setOpen(true)}
      />
      {open ? (
        <Suspense>
          {entry === null ? (
            <ListExport onClose={close} />
          ) : (
            <StudyExport entry={entry} onClose={close} />
          )}
        </Suspense>
      ) : null}
    </>
  );
}
