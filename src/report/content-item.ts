import type { Dataset } from '#dicom';
import { asciiText } from './ascii-text.ts';
import { coded } from './written-object.ts';

/** A concept name of DICOM's own code list (PS3.16 annex D). */
export const dcm = (value: string, meaning: string): Dataset => coded(value, 'DCM', meaning);

/** A content item (PS3.3 C.17.3): how it belongs to its parent, its value type, concept and value. */
export const contentItem = (
  relationship: string,
  type: string,
  concept: Dataset,
  value: Dataset,
): Dataset => ({
  RelationshipType: relationship,
  ValueType: type,
  ConceptNameCodeSequence: [concept],
  ...value,
});

/** Text that its parent contains. */
export const textItem = (concept: Dataset, words: string, relationship = 'CONTAINS'): Dataset =>
  contentItem(relationship, 'TEXT', concept, { TextValue: asciiText(words) });

/** A heading with items below it. */
export const container = (concept: Dataset, items: readonly Dataset[]): Dataset =>
  contentItem('CONTAINS', 'CONTAINER', concept, {
    ContinuityOfContent: 'SEPARATE',
    ContentSequence: items,
  });

/** The heading of a whole document, by a template of PS3.16 annex A. */
export const documentRoot = (
  template: string,
  title: Dataset,
  items: readonly Dataset[],
): Dataset => ({
  ValueType: 'CONTAINER',
  ConceptNameCodeSequence: [title],
  ContinuityOfContent: 'SEPARATE',
  ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }],
  ContentSequence: items,
});
