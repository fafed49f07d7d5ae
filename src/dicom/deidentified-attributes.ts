/**
 * What de-identification keeps, by tag: everything else is removed. PS3.15 table E.1-1 lists what must go; to keep only what an image of
 * CT needs to be read, placed and computed with goes further, and holds for what later editions or vendors add. None of these is
 * removed or cleaned by the Basic Application Level Confidentiality Profile, but for UIDs, which are mapped.
 */
const KEPT = `
00080005 CS  00080008 CS  00080016 UI  00080060 CS  00080070 LO  00081090 LO  00089007 CS  00089205 CS  00089206 CS  00089207 CS
00180015 CS  00180050 DS  00180060 DS  00180088 DS  00180090 DS  00181100 DS  00181110 DS  00181111 DS  00181120 DS  00181130 DS
00181140 CS  00181150 IS  00181151 IS  00181152 IS  00181153 IS  00181160 SH  00181170 IS  00181190 DS  00181210 SH  00185100 CS
00189073 FD  00189305 FD  00189306 FD  00189307 FD  00189309 FD  00189310 FD  00189311 FD  00189313 FD  00189318 FD  00189327 FD
00189329 SQ  00189345 FD
00200011 IS  00200012 IS  00200013 IS  00200032 DS  00200037 DS  00200060 CS  00200105 IS  00201002 IS  00201041 DS  00209057 UL
00209111 SQ  00209113 SQ  00209116 SQ  00209128 UL  00209157 UL  00209222 SQ  00209165 AT  00209167 AT
00280002 US  00280004 CS  00280006 US  00280008 IS  00280010 US  00280011 US  00280030 DS  00280034 IS  00280100 US  00280101 US
00280102 US  00280103 US  00280106 US  00280107 US  00280120 US  00280121 US  00280301 CS  00281050 DS  00281051 DS  00281052 DS
00281053 DS  00281054 LO  00281056 CS  00282110 CS  00282112 DS  00282114 CS  00289110 SQ  00289132 SQ  00289145 SQ
52009229 SQ  52009230 SQ  7FE00001 OV  7FE00002 OV
`;

/** UIDs that are kept as other ones: instances, frames of reference and what refers to them (action U). */
const MAPPED = '00080018 0020000D 0020000E 00200052 00209164 00209161 00200200';

const pairs = KEPT.trim()
  .split(/\s{2,}|\n/)
  .map((pair) => pair.split(' ') as [string, string]);

/** VR by tag of what is kept as it is. */
export const KEPT_VRS: ReadonlyMap<string, string> = new Map(pairs);

/** Tags of UIDs that are mapped. */
export const MAPPED_UIDS: ReadonlySet<string> = new Set(MAPPED.split(' '));

/** Texts of a vendor's or a site's own words: kept only where they hold nothing of the patient. */
export const FREE_TEXTS: ReadonlySet<string> = new Set([
  '00080070',
  '00081090',
  '00181160',
  '00181210',
  '00281054',
]);

/** Of type 2 in a CT image, and written empty where the profile takes their values (action Z). */
export const EMPTIED: readonly (readonly [tag: string, vr: string])[] = [
  ['00080020', 'DA'],
  ['00080030', 'TM'],
  ['00080050', 'SH'],
  ['00080090', 'PN'],
  ['00100030', 'DA'],
  ['00100040', 'CS'],
  ['00200010', 'SH'],
  ['00201040', 'LO'],
];
