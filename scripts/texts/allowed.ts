/** What the screen says in every language: the product's name, units, and what DICOM and the field write so everywhere. */
export const ALLOWED: ReadonlySet<string> = new Set([
  'ICH Triage',
  'ICH Triage: {}.',
  'PACS',
  'HU',
  'mm',
  'MB',
  'n',
  'z',
  's',
  'AI',
  '{} min',
  '{} ml',
  '{} mm',
  '{} {} mm',
  'ID {}',
  'PIN',
]);

/** What is no text for people, or none of the screen: names of keys, of groups and events, markup, styles. By the source it stands in. */
export const ALLOWED_IN: Readonly<Record<string, readonly string[]>> = {
  'src/ui/desk/shift-report.tsx': [
    '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head><body>\n<p class="banner"><strong>{}</strong> {}</p>\n{}</body></html>',
  ],
  'src/ui/export/labeled-view.ts': ['W {} C {}', '{} {}px system-ui, sans-serif'],
  'src/ui/first-visit/samples-section.tsx': ['SYNTHETIC'],
  'src/ui/first-visit/tour.tsx': ['Escape'],
  'src/ui/models/models.tsx': ['{} MB', '{}{}, n = {}'],
  'src/ui/privacy/audit-section.tsx': ['npm run verify-audit'],
  'src/ui/settings/held-keys.ts': ['Window', 'Model', 'Slices', 'Image', 'Measure'],
  'src/ui/settings/language-setting.tsx': ['English', 'Deutsch'],
  'src/ui/settings/shortcut-sheet.tsx': ['Control', 'Alt', 'Meta', 'Shift', 'Tab'],
  'src/ui/settings/use-shortcuts.ts': [
    'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]',
    'button, a, summary, [role=slider]',
    'Enter',
  ],
};
