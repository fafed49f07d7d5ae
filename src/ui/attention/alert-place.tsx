import { useCallback } from 'react';
import { createStore } from 'zustand/vanilla';
import css from './alert-place.module.css';

/** Where new flags may be told: below the list, at the end of the rail, or in the bar of an open study that has no list beside it. */
const PLACES = ['list', 'rail', 'room'] as const;

/** See {@link PLACES}. */
type AlertPlaceId = (typeof PLACES)[number];

type Places = Readonly<Record<AlertPlaceId, HTMLElement | null>>;

/** The places that are on the screen. */
export const alertPlaces = createStore<Places>(() => ({ list: null, rail: null, room: null }));

/** The place in which it is told: beside a list never over an image. */
export const firstPlace = (
  places: Places,
): { readonly id: AlertPlaceId; readonly element: HTMLElement } | null => {
  for (const id of PLACES) {
    const element = places[id];
    if (element !== null) return { id, element };
  }
  return null;
};

/** A place for new flags in the flow of the page: it takes no room while nothing calls, and covers nothing. */
export function AlertPlace({ at }: { readonly at: AlertPlaceId }) {
  const take = useCallback(
    (element: HTMLElement | null) => {
      alertPlaces.setState({ [at]: element });
      return () => alertPlaces.setState({ [at]: null });
    },
    [at],
  );
  return <div ref={take} className={css[at]} data-alert-place={at} />;
}
