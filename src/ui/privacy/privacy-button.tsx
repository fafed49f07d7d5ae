import { lazy, Suspense, useContext, useEffect, useState } from 'react';
import type { Guard } from '#guard';
import { GuardContext } from '../app-context.ts';
import css from './privacy-button.module.css';
import { useNow } from './use-now.ts';

const PrivacyDialog = lazy(() =>
  import('./privacy-dialog.tsx').then((module) => ({ default: module.PrivacyDialog })),
);

const LABEL = 'Privacy and version';

/** Opens what this tab requested and which version runs; says in words when something tried to leave or a version waits. */
export function PrivacyButton() {
  const openGuard = useContext(GuardContext);
  const [guard, setGuard] = useState<Guard | null>(null);
  useEffect(() => {
    void openGuard?.().then(setGuard);
  }, [openGuard]);
  return guard === null ? null : <Shield guard={guard} />;
}

function Shield({ guard }: { readonly guard: Guard }) {
  const { elsewhere, refused } = useNow(guard.ledger);
  const alarm = elsewhere.length > 0 || refused.some(({ isTest }) => !isTest);
  const { offered } = useNow(guard.offline);
  const [open, setOpen] = useState(false);
  const news = alarm ? 'A request was stopped' : offered !== null ? 'New version ready' : null;
  return (
    <>
      <button
        type="button"
        className={news === null ? css.shield : css.news}
        data-alarm={alarm}
        aria-label={news ?? LABEL}
        title={LABEL}
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 1.500l5.500 2v4c0 3.400-2.300 5.700-5.500 7c-3.200-1.300-5.500-3.600-5.500-7v-4zM5.500 8l1.800 1.800L10.800 6.200" />
        </svg>
        {news}
      </button>
      {open ? (
        <Suspense>
          <PrivacyDialog guard={guard} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
