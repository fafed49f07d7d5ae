import * as v from 'valibot';
import type { SrForm } from '#report';

/** What the server says of the PACS behind the app's own origin. */
export interface Site {
  /** How it is called on the screen. */
  readonly name: string;
  /** Results may be sent to it. */
  readonly store: boolean;
  /** Each result is sent without a click. */
  readonly always: boolean;
  /** The form of their structured reports. */
  readonly sr: SrForm;
  /** Watched every so many seconds; a study whose count of objects stood so long is taken for whole. */
  readonly pollSeconds: number;
  readonly settleSeconds: number;
}

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

/** Asks the server, which has the file below the address. Rejects where it does not answer; a server without one has no PACS. */
export async function fetchSite(address: string): Promise<Site | null> {
  const response = await fetch(new URL('site.json', address), { cache: 'no-store' });
  return response.ok ? parseSite(await response.json().catch(() => null)) : null;
}
