import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { language, t } from '#texts';
import { WallView } from './wall-view.tsx';

/** Draws the wall into an element. It has no app of its own: it follows a desk in another tab of this browser. */
export function mountWall(root: HTMLElement): void {
  document.title = t('ICH Triage wall');
  document.documentElement.lang = language();
  createRoot(root).render(
    <StrictMode>
      <WallView />
    </StrictMode>,
  );
}
