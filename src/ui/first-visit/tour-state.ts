import { createStore } from 'zustand/vanilla';

/** The tour that is on: the step from 0; null while none is. */
export const tourState = createStore<{ readonly step: number | null }>(() => ({ step: null }));

/** Begins the tour, or goes on with it. */
export const beginTour = (step: number): void => tourState.setState({ step });
