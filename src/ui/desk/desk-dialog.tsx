import { lazy, Suspense, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import css from './desk-dialog.module.css';
import { OperatingPoint } from './operating-point.tsx';

const ShiftReport = lazy(() =>
  import('./shift-report.tsx').then((module) => ({ default: module.ShiftReport })),
);

const PAGES = { point: 'Operating point', shift: 'This shift' } as const;

/** What a coordinator decides and looks back on. */
export function DeskDialog({ onClose }: { readonly onClose: () => void }) {
  const [page, setPage] = useState<keyof typeof PAGES>('point');
  return (
    <Dialog title="Triage desk" onClose={onClose} roomy>
      <fieldset className={css.pages}>
        <legend className="visually-hidden">Page of the desk</legend>
        {(['point', 'shift'] as const).map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="desk-page"
              checked={page === id}
              onChange={() => setPage(id)}
            />
            <span>{PAGES[id]}</span>
          </label>
        ))}
      </fieldset>
      {page === 'point' ? (
        <OperatingPoint />
      ) : (
        <Suspense>
          <ShiftReport />
        </Suspense>
      )}
    </Dialog>
  );
}
