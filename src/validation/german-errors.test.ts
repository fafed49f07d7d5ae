import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageOf } from '#base';
import { parseTruth } from '#labels';
import { speak, told } from '#texts';

beforeAll(() => speak('de'));
afterAll(() => speak('en'));

const said = (text: string): string => {
  try {
    parseTruth('labels.csv', new TextEncoder().encode(text));
  } catch (error) {
    return messageOf(error);
  }
  throw new Error('It was read.');
};

it.each([
  ['x,any\n1,1', /^labels\.csv:1: Keine Spalte heißt ID und Label/],
  ['study,epidural\n1,1', 'labels.csv:1: Die Spalte „any“ fehlt'],
  ['study,any,any\n1,1,0', 'labels.csv:1: Die Spalte „any“ kommt zweimal vor'],
  ['study,any\n1', 'labels.csv:2: kein Wert für „any“'],
  ['study,any\n1,maybe', 'labels.csv:2: „any“ ist „maybe“, weder 0 noch 1'],
  ['study,any\n,1', 'labels.csv:2: „study“ ist leer'],
  ['study,any\n1,1\n1,0', 'labels.csv:3: 1 hat zweimal ein Label (zuerst in Zeile 2)'],
  ['study,any,epidural\n1,0,1', 'labels.csv:2: „any“ ist 0, und eine Art ist 1'],
  ['study,any,epidural\n1,,1', 'labels.csv:2: „any“ ist leer, und eine Art ist 1'],
  ['ID,Label\nx_blood,1', 'labels.csv:2: „x_blood“ endet nicht mit einer Art'],
  ['study,any\n1,"1', /wird geöffnet und nie geschlossen$/],
  ['study,any', 'labels.csv: nennt weder Schicht noch Studie'],
])('what is wrong with %j is said in German', (text, german) => {
  expect(told(said(text))).toMatch(german);
});
