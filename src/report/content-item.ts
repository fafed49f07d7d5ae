import type { DicomElement } from '#dicom';
import { coded, sequence, text } from './written-object.ts';

/** Attributes of one item of a sequence. */
export type Item = readonly DicomElement[];

/** A concept name of DICOM's own code list (PS3.16 annex D). */
export const dcm = (value: string, meaning: string): DicomElement =>
  coded('0040A043', value, 'DCM', meaning);

/** A content item (PS3.3 C.17.3): how it belongs to its parent, its value type, concept and value. */
export const contentItem = (
  relationship: string,
  type: string,
  concept: DicomElement,
  ...value: Item
): Item => [text('0040A010', 'CS', relationship), text('0040A040', 'CS', type), concept, ...value];

/** Text that its parent contains. */
export const textItem = (concept: DicomElement, words: string, relationship = 'CONTAINS'): Item =>
  contentItem(relationship, 'TEXT', concept, text('0040A160', 'UT', words));

/** A heading with items below it. */
export const container = (concept: DicomElement, items: readonly Item[]): Item =>
  contentItem(
    'CONTAINS',
    'CONTAINER',
    concept,
    text('0040A050', 'CS', 'SEPARATE'),
    sequence('0040A730', ...items),
  );

/** The heading of a whole document, by a template of PS3.16 annex A. */
export const documentRoot = (
  template: string,
  title: DicomElement,
  items: readonly Item[],
): Item => [
  text('0040A040', 'CS', 'CONTAINER'),
  title,
  text('0040A050', 'CS', 'SEPARATE'),
  sequence('0040A504', [text('00080105', 'CS', 'DCMR'), text('0040DB00', 'CS', template)]),
  sequence('0040A730', ...items),
];
