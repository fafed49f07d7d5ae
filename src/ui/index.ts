export { mountApp } from './mount-app.tsx';

/** Draws the wall in place of the app: `?view=wall`. Its code is fetched then. */
export const mountWall = async (root: HTMLElement): Promise<void> =>
  (await import('./wall/mount-wall.tsx')).mountWall(root);
