import { useEffect } from 'react';
import { isWorking } from '#store';
import { useApp, useStore } from '../app-context.ts';

/** The browser asks before the page is left while files are read or studies are analyzed. Its words are its own. */
export function useLeaveWarning(): void {
  const { worklist, intake } = useApp();
  const analyzing = useStore(worklist, isWorking);
  const reading = useStore(intake, ({ phase }) => phase.kind === 'reading');
  const busy = analyzing || reading;
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}
