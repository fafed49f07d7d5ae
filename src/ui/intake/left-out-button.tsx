import { lazy, Suspense, useMemo, useState } from 'react';
import { missingAmong } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';

const LeftOutDialog = lazy(() =>
  import('./left-out-dialog.tsx').then((module) => ({ default: module.LeftOutDialog })),
);

/** How many files were left out since what was read was last closed, and the way to which and why; nothing where there are none. */
export function LeftOutButton() {
  const app = useApp();
  const all = useStore(app.intake, (state) => state.leftOut);
  const before = useStore(app.intake, (state) => state.leftOutBefore);
  const leftOut = all.length - before;
  const missing = useMemo(() => missingAmong(all.slice(before)), [all, before]);
  const [open, setOpen] = useState(false);
  if (leftOut <= 0) return null;
  return (
    <>
      <button type="button" className={button.link} onClick={() => setOpen(true)}>
        {missing === 0
          ? t('{leftOut} left out: which and why', { leftOut })
          : t('{leftOut} left out, {missing} missing: which and why', {
              leftOut: leftOut - missing,
              missing,
            })}
      </button>
      {open ? (
        <Suspense>
          <LeftOutDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
