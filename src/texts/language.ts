import type { Catalog } from './catalog.ts';
import type { Language } from './languages.ts';

let current: Language = 'en';
let catalog: Catalog | null = null;
/** The last that was asked for: a slower catalog that comes after it is not taken. */
let wanted: Language = 'en';
const listeners = new Set<() => void>();

/** The language that the screen speaks. */
export const language = (): Language => current;

/** What it says; null in English, whose texts stand where they are used. */
export const spoken = (): Catalog | null => catalog;

/** Calls back whenever the language changed; returns what ends that. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Speaks a language from now on, once its catalog is here. One that can't be fetched changes nothing: English is whole. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  const fetched = next === 'en' ? null : await fetchCatalog(next).catch(() => undefined);
  if (fetched === undefined || wanted !== next || current === next) return;
  current = next;
  catalog = fetched;
  for (const listener of listeners) listener();
}

async function fetchCatalog(_: Exclude<Language, 'en'>): Promise<Catalog> {
  const { GERMAN_CATALOG } = await import('./german/index.ts');
  return GERMAN_CATALOG;
}
