import { lazy, Suspense, useState } from 'react';
import { t } from '#texts';
import { IconButton } from '../parts/icon-button.tsx';

const DeskDialog = lazy(() =>
  import('./desk-dialog.tsx').then((module) => ({ default: module.DeskDialog })),
);

/** Opens what a coordinator decides and looks back on. Its code is fetched on first use. */
export function DeskButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        tool="desk"
        label={t('Triage desk')}
        title={t(
          'Triage desk: the operating point and its price; this shift looked back on; blinded reading',
        )}
        onClick={() => setOpen(true)}
      />
      {open ? (
        <Suspense>
          <DeskDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
