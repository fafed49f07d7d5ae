import * as v from 'valibot';
import type { Site } from './site.ts';

const seconds = (least: number, usual: number) =>
  v.optional(v.pipe(v.number(), v.minValue(least), v.maxValue(3600)), usual);

const SiteFile = v.object({
  pacs: v.nullable(
    v.object({
      name: v.pipe(v.string(), v.trim(), v.maxLength(80)),
      store: v.optional(v.boolean(), false),
      always: v.optional(v.boolean(), false),
      sr: v.optional(v.picklist(['comprehensive', '3d']), 'comprehensive'),
      pollSeconds: seconds(1, 15),
      settleSeconds: seconds(0, 60),
    }),
  ),
});

/** Of the JSON of dicom-web/site.json: the PACS; null where there is none, or where that is not what it says. */
export function parseSite(raw: unknown): Site | null {
  const { success, output } = v.safeParse(SiteFile, raw);
  if (!success || output.pacs === null) return null;
  const { always, store } = output.pacs;
  return { ...output.pacs, always: always && store };
}
