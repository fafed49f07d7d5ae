import { lazy, Suspense, useState } from 'react';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';

const LeftOutDialog = lazy(() =>
  import('./left-out-dialog.tsx').then((module) => ({ default: module.LeftOutDialog })),
);

/** How many files were left out since what was read was last closed, and the way to which and why; nothing where there are none. */
export function LeftOutButton() {
  const app = useApp();
  const leftOut = useStore(app.intake, (state) => state.leftOut.length - state.leftOutBefore);
  const [open, setOpen] = useState(false);
  if (leftOut <= 0) return null;
  return (
    <>
      <button type="button" className={button.link} onClick={() => setOpen(true)}>
        {t('{leftOut} left out: which and why', { leftOut })}
      </button>
      {open ? (
        <Suspense>
          <LeftOutDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
