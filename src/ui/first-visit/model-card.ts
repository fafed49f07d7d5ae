import { AppError } from '#base';

/** The card of a package beside the app, as Markdown. Throws where there is none. */
export async function fetchModelCard(id: string): Promise<string> {
  if (!/^[\w-]+$/.test(id)) throw new AppError('no-result', 'this is no name of a package');
  const response = await fetch(`models/${id}/MODEL_CARD.md`);
  const text = await response.text();
  // A host that answers everything with its start page has no card.
  if (!response.ok || !text.startsWith('#')) {
    throw new AppError('no-result', `the card is missing (${response.status})`);
  }
  return text;
}

/** A card without its list of figures, under the names that programs give them. */
export const withoutFigures = (card: string): string =>
  card
    .split(/^(?=## )/m)
    .filter((section) => !section.startsWith('## Metrics\n'))
    .join('');
