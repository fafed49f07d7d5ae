import type { Catalog } from '../catalog.ts';
import { GERMAN_ADVICE } from './advice/index.ts';
import { germanOf } from './core/told.ts';
import { GERMAN } from './texts.ts';

/** Everything in German, in a file of its own that is fetched where it is spoken. */
export const GERMAN_CATALOG: Catalog = {
  texts: GERMAN,
  told: germanOf,
  advice: GERMAN_ADVICE,
};
