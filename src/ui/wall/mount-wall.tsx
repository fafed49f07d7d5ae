import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { WallView } from './wall-view.tsx';

/** Draws the wall into an element. It has no app of its own: it follows a desk in another tab of this browser. */
export function mountWall(root: HTMLElement): void {
  document.title = 'ICH Triage wall';
  createRoot(root).render(
    <StrictMode>
      <WallView />
    </StrictMode>,
  );
}
