import { isIdentifying, type TagRow } from '#dicom';

/** A row of the tag browser; the value is null where it is masked. */
export type ShownTag = Omit<TagRow, 'value'> & { readonly value: string | null };

/**
 * The attributes whose tag ("00100010", "0010,0010"), keyword or value has the query in it. A masked value is not
 * searched: what is found would give it away.
 */
export function shownTags(
  rows: readonly TagRow[],
  query: string,
  masked: boolean,
): readonly ShownTag[] {
  const wanted = query.trim().toLowerCase();
  const asTag = wanted.replaceAll(/[(),\s]/g, '');
  return rows
    .map((row) => (masked && isIdentifying(row) ? { ...row, value: null } : row))
    .filter(
      ({ tag, keyword = '', value }) =>
        wanted === '' ||
        (asTag !== '' && tag.toLowerCase().includes(asTag)) ||
        keyword.toLowerCase().includes(wanted) ||
        (value?.toLowerCase().includes(wanted) ?? false),
    );
}
