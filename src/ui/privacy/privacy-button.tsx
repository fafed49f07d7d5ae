import { lazy, Suspense, useContext, useEffect, useState } from 'react';
import type { Guard } from '#guard';
import { t } from '#texts';
import { GuardContext } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { ToolIcon } from '../parts/icons.tsx';
import css from './privacy-button.module.css';
import { useNow } from './use-now.ts';

const PrivacyDialog = lazy(() =>
  import('./privacy-dialog.tsx').then((module) => ({ default: module.PrivacyDialog })),
);

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
  const show = () => setOpen(true);
  const news = alarm
    ? t('A request was stopped')
    : offered !== null
      ? t('New version ready')
      : null;
  return (
    <>
      {news === null ? (
        <IconButton tool="shield" label={t('Privacy and version')} onClick={show} />
      ) : (
        <button
          type="button"
          className={css.news}
          data-alarm={alarm}
          title={t('Privacy and version')}
          onClick={show}
        >
          <ToolIcon tool="shield" />
          {news}
        </button>
      )}
      {open ? (
        <Suspense>
          <PrivacyDialog guard={guard} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
