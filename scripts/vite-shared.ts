/**
 * What the start shares with the parts that are fetched later: in one file it packs better than in twenty. Layers of which the start needs a
 * little (dicom, imaging) stay out: they would come as a whole.
 */
const WHOLE = [
  'ui/parts/(?!brief|clock-|typed-|use-one-line|use-pop|scroll-row|dialog|search-field|text-field|choices|gray-pixels|save-file|zoned-)',
  'ui/app-context',
  'ui/worklist/care-text',
  'verdicts/record',
  'verdicts/words',
  // Before any package, as main.tsx has it: what shuts the doors, and listens at them.
  'guard/(?:own-code|watch-thread|egress-note|page/recorder)',
];

/** Layers but for what begins so: the advice of each reason, other languages, and what of the store is fetched on use. */
const BUT_FOR = {
  base: ['reason', 'escaped-html'],
  texts: ['german', 'advice'],
  store: [
    'index',
    'desk',
    'kept-(?:formats|findings|so-far)',
    'put-(?:records|sealed)',
    'adaptation/propose-for-desk',
    'wall',
    'attention/attention',
    'export/(?!lazy)',
    'audit/(?!actions|browser-audit)',
    'folder/link',
    'pacs/(?:link|sending|taking|selectors|parse-site)',
    'analysis/(?:selectors|recheck)',
    'models/(?:model-desk|list-models|opinion|own-package|standing)',
    'verdicts/(?:actions|put-verdicts)',
    'tabs/(?:share-work|share-measured|read-work|take-care)',
    'intake/(?:other-bytes|selectors|grouping)',
    'reading/(?!state|actions|key-pictures|slice-actions|selectors)',
    'settings/(?:views|settings-file)',
    'worklist/(?:sort-rows|order|checks-now|put-rows|row-writer|merged-row|clock)',
  ],
};

const layers = Object.entries(BUT_FOR).map(([layer, later]) => `${layer}/(?!${later.join('|')})`);

/** The modules of the chunk `shared`. */
export const SHARED_MODULES = new RegExp(
  `node_modules/(?:react|idb)|src/(?:${[...WHOLE, ...layers].join('|')})`.replaceAll(
    '/',
    '[\\\\/]',
  ),
);
