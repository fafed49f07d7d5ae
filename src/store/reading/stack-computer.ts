import { createVolumeComputer } from '#workers';

let computer: ReturnType<typeof createVolumeComputer> | null = null;

/** Computes slabs and planes off the page's thread: one for all that is open. */
export const stackComputer = (): ReturnType<typeof createVolumeComputer> => {
  computer ??= createVolumeComputer();
  return computer;
};
