import { access } from 'node:fs/promises';

/** Whether something lies at a path and may be looked at. */
export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
