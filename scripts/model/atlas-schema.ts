import * as v from 'valibot';

/** The version of RSNA's model schema that our cards follow. */
export const ATLAS_SCHEMA = 'https://atlas.rsna.org/schemas/2025-11/model.json';

const text = v.pipe(v.string(), v.nonEmpty());
const uri = v.pipe(
  v.string(),
  v.minLength(4),
  v.maxLength(256),
  v.regex(/^[a-z][a-z\d+.-]*:\S+$/i),
);
const several = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.array(item),
    v.minLength(1),
    v.check((items) => new Set(items).size === items.length, 'the same twice'),
  );
/** Uses and users: short phrases. */
const phrases = several(v.pipe(v.string(), v.minLength(4), v.maxLength(64)));

const indexing = v.strictObject({
  // RSNA's two-letter content codes; only those that a head-CT model can need.
  Content: several(v.picklist(['CT', 'ER', 'HN', 'IN', 'NR'])),
  SNOMED: several(v.pipe(v.number(), v.integer())),
  Keywords: several(v.pipe(v.string(), v.minLength(2), v.maxLength(64))),
});

const reference = v.strictObject({ Title: text, Notes: v.optional(text) });

const descriptors = v.strictObject({
  License: v.strictObject({ Text: text }),
  References: v.array(reference),
  Version: text,
  Comments: text,
});

const properties = v.strictObject({
  Architecture: text,
  'Clinical workflow phase': text,
  'Decision threshold': text,
  'Degree of automation': text,
  'Indications for use': text,
  Input: text,
  Instructions: text,
  Limitations: text,
  Output: v.strictObject({ Description: text }),
  'Regulatory information': v.strictObject({ 'Authorization status': text }),
  Reproducibility: text,
  Use: v.strictObject({ Intended: phrases, 'Out-of-scope': phrases }),
  User: v.strictObject({ Intended: phrases, Excluded: phrases }),
});

const imaging = v.strictObject({
  Modalities: several(v.literal('Computed tomography (RID10321)')),
  Procedures: several(
    v.strictObject({ Name: text, LOINC: v.pipe(v.string(), v.regex(/^\d{1,7}-\d$/)) }),
  ),
  'File format': several(v.picklist(['DICOM', 'JPEG', 'NiFTI', 'PNG', 'Other'])),
  Resolution: text,
  Comments: text,
});

const performance = v.strictObject({
  Metrics: v.array(
    v.picklist([
      'area under the receiver operating characteristic curve',
      'average precision',
      'cross-entropy',
      'expected calibration error',
      'sensitivity',
      'specificity',
    ]),
  ),
  Comments: text,
});

/**
 * The part of RSNA's ATLAS model schema (2025-11, github.com/RSNA/ATLAS) that our cards use, in our own words. As there, every
 * object is closed: a member that ATLAS does not know is an error. Here every member that we write is also required.
 */
export const atlasCardSchema = v.strictObject({
  $schema: v.literal(ATLAS_SCHEMA),
  Model: v.strictObject({
    Name: v.pipe(v.string(), v.minLength(4), v.maxLength(256)),
    Link: uri,
    Indexing: indexing,
    Descriptors: descriptors,
    'Model properties': properties,
    Imaging: imaging,
    'Model performance': performance,
  }),
});

/** A model card as ATLAS has it. */
export type AtlasCard = v.InferOutput<typeof atlasCardSchema>;
