import { ADAPTATION_PATTERNS } from './adaptation-patterns.ts';
import { APP_PATTERNS } from './app-patterns.ts';
import { CAUTION_PATTERNS } from './caution-patterns.ts';
import { ENGINE_PATTERNS } from './engine-patterns.ts';
import { FILE_PATTERNS } from './file-patterns.ts';
import { IMAGE_PATTERNS } from './image-patterns.ts';
import { LABEL_PATTERNS } from './label-patterns.ts';
import { PACS_PATTERNS } from './pacs-patterns.ts';
import { SERIES_PATTERNS } from './series-patterns.ts';

/**
 * Sentences of the core with holes, most particular first. `{#n}` is a number, `{@part}` is said in German as far as it is known, and
 * `{text}` stays as it is: what a header or a person wrote.
 */
export const PATTERNS: readonly (readonly [english: string, german: string])[] = [
  // What an engine says of itself.
  ['WASM Winograd, {#n} thread', 'WASM Winograd, {#n} Thread'],
  ['WASM Winograd, {#n} threads, {@rest}', 'WASM Winograd, {#n} Threads, {@rest}'],
  ['WASM Winograd, {#n} thread, {@rest}', 'WASM Winograd, {#n} Thread, {@rest}'],
  ['no relaxed SIMD, {@rest}', 'ohne Relaxed SIMD, {@rest}'],
  ['WebGPU ({text}), own kernels in {precision}', 'WebGPU ({text}), eigene Kernel in {precision}'],
  // A row of the worklist.
  ['{@rest}; promoted by waiting time ({@by})', '{@rest}; wegen Wartezeit vorgezogen ({@by})'],
  ['{@rest}; pinned: by the reader', '{@rest}; vom Befunder angeheftet'],
  ['{@rest}; pinned: {note}', '{@rest}; angeheftet: {note}'],
  [
    '{@rest}; the clock was set back by {@time} meanwhile',
    '{@rest}; die Uhr wurde inzwischen um {@time} zurückgestellt',
  ],
  [
    'the clock was set back by {@time} meanwhile',
    'die Uhr wurde inzwischen um {@time} zurückgestellt',
  ],
  [
    'Not analyzed, because {@because}; placed by waiting time; waiting {@waited}',
    'Nicht analysiert, weil: {@because}; nach Wartezeit eingeordnet; wartet {@waited}',
  ],
  [
    'Not analyzed, because {@because}; placed by waiting time',
    'Nicht analysiert, weil: {@because}; nach Wartezeit eingeordnet',
  ],
  ['Not analyzed, because {@because}', 'Nicht analysiert, weil: {@because}'],
  // The cause alone stands in a row, beside its state.
  ['{@because}; placed by waiting time', '{@because}; nach Wartezeit eingeordnet'],
  [
    'Not analyzed yet; placed by waiting time; waiting {@waited}',
    'Noch nicht analysiert; nach Wartezeit eingeordnet; wartet {@waited}',
  ],
  ['Not analyzed to the end ({@numbers})', 'Nicht zu Ende analysiert ({@numbers})'],
  [
    '{@flag}, so far ({#n} of {@slices}): its images must be given again',
    '{@flag}, bisher ({#n} von {@slices}): Ihre Bilder müssen erneut geöffnet werden',
  ],
  [
    '{@flag}, so far ({#n} of {@slices}): being analyzed again',
    '{@flag}, bisher ({#n} von {@slices}): wird erneut analysiert',
  ],
  [
    '{@flag}, so far ({#n} of {@slices}): the rest waits, as the engine did not start',
    '{@flag}, bisher ({#n} von {@slices}): der Rest wartet, da die Engine nicht gestartet ist',
  ],
  ['{@over} over its own threshold, {@rest}', '{@over} über dem eigenen Schwellenwert, {@rest}'],
  ['{@over} over its own threshold', '{@over} über dem eigenen Schwellenwert'],
  ['{@over} over their own thresholds', '{@over} über den eigenen Schwellenwerten'],
  [
    '{@flag}: flagged by this type’s own threshold of {#from} ({@any})',
    '{@flag}: Hinweis durch den eigenen Schwellenwert dieses Typs von {#from} ({@any})',
  ],
  [
    '{@flag}: flagged by these types’ own thresholds of {@from} ({@any})',
    '{@flag}: Hinweis durch die eigenen Schwellenwerte dieser Typen von {@from} ({@any})',
  ],
  [
    '{@flag}, near the threshold ({@numbers}), so far ({@slices})',
    '{@flag}, nahe am Schwellenwert ({@numbers}), bisher ({@slices})',
  ],
  [
    '{@flag}, near the threshold, so far ({@slices})',
    '{@flag}, nahe am Schwellenwert, bisher ({@slices})',
  ],
  ['{@flag}, near the threshold ({@numbers})', '{@flag}, nahe am Schwellenwert ({@numbers})'],
  ['{@flag}, near the threshold', '{@flag}, nahe am Schwellenwert'],
  ['near the threshold ({@numbers})', 'nahe am Schwellenwert ({@numbers})'],
  ['{@flag}, so far ({@slices})', '{@flag}, bisher ({@slices})'],
  ['so far ({@slices})', 'bisher ({@slices})'],
  // Behind those whose flag it may be: its brackets hold the numbers alone.
  [
    'No flag at the {@point} operating point ({@numbers})',
    'Kein Hinweis am gewählten Schwellenwert ({@point}; {@numbers})',
  ],
  ['caution: {@list}', 'Vorbehalt: {@list}'],
  ['waiting {@waited}', 'wartet {@waited}'],
  ['cap {@cap}', 'Grenze {@cap}'],
  ['{@waited}, cap {@cap}', '{@waited}, Grenze {@cap}'],
  ['1 slice not analyzed', '1 Schicht nicht analysiert'],
  ['{#n} slices not analyzed', '{#n} Schichten nicht analysiert'],
  ['1 slice analyzed in part', '1 Schicht teilweise analysiert'],
  ['{#n} slices analyzed in part', '{#n} Schichten teilweise analysiert'],
  ['{@label} {#value}, flags from {#from}', '{@label} {#value}, Hinweis ab {#from}'],
  ['Analyzing {#done}/{#total}', 'Analyse {#done}/{#total}'],
  ['Stopped {#done}/{#total}', 'Gestoppt {#done}/{#total}'],
  ['Paused at {#done}/{#total}', 'Pause bei {#done}/{#total}'],
  ['{#n} min', '{#n} min'],
  ['{#h} h {#m} min', '{#h} h {#m} min'],
  ['1 day', '1 Tag'],
  ['{#n} days', '{#n} Tage'],
  ['1 slice', '1 Schicht'],
  ['{#n} slices', '{#n} Schichten'],
  ['1 object', '1 Objekt'],
  ['{#n} objects', '{#n} Objekte'],
  ['1 file', '1 Datei'],
  ['{#n} files', '{#n} Dateien'],
  // Keys: the windows are the site's.
  ['Brain window {#width}/{#center}', 'Hirnfenster {#width}/{#center}'],
  ['Subdural window {#width}/{#center}', 'Subduralfenster {#width}/{#center}'],
  ['Stroke window {#width}/{#center}', 'Schlaganfallfenster {#width}/{#center}'],
  ['Narrow stroke window {#width}/{#center}', 'Enges Schlaganfallfenster {#width}/{#center}'],
  ['Bone window {#width}/{#center}', 'Knochenfenster {#width}/{#center}'],
  ['Soft-tissue window {#width}/{#center}', 'Weichteilfenster {#width}/{#center}'],
  [
    'Posterior-fossa window {#width}/{#center}',
    'Fenster der hinteren Schädelgrube {#width}/{#center}',
  ],
  // Verdicts.
  ['hemorrhage: {types}', 'Blutung: {types}'],
  ['the reader says {@verdict}', 'der Befunder sagt: {@verdict}'],
  // Coverage.
  ['{#done}/{#total} analyzed', '{#done}/{#total} analysiert'],
  ...SERIES_PATTERNS,
  // Export.
  [
    'It was not analyzed: {@why}. Choose another series to analyze it all the same.',
    'Sie wurde nicht analysiert: {@why}. Eine andere Serie wählen, um sie trotzdem zu analysieren.',
  ],
  ['It was not analyzed: {@why}.', 'Sie wurde nicht analysiert: {@why}.'],
  ['Nothing is written to it: {@why}.', 'Dazu wird nichts geschrieben: {@why}.'],
  // Settings files.
  ['{path} is no setting.', '{path} ist keine Einstellung.'],
  [
    '{path} is {given}, not one of its values; {used} is used.',
    '{path} ist {given}, keiner seiner Werte; {used} wird verwendet.',
  ],
  [
    'The file is too long for a settings file.',
    'Die Datei ist zu lang für eine Einstellungsdatei.',
  ],
  ['The file is not JSON: {text}.', 'Die Datei ist kein JSON: {text}.'],
  [
    'The file is of a newer version of this app.',
    'Die Datei stammt von einer neueren Version dieser App.',
  ],
  [
    'The file has no "version" of a settings file.',
    'Die Datei hat keine „version“ einer Einstellungsdatei.',
  ],
  // Maps and measures.
  [
    'They agree: {#part} % of the dense tissue lies where the model looked.',
    'Sie stimmen überein: {#part} % des dichten Gewebes liegen dort, wo das Modell hinsah.',
  ],
  [
    'They agree in part: {#part} % of the dense tissue lies where the model looked; look at the rest.',
    'Sie stimmen zum Teil überein: {#part} % des dichten Gewebes liegen dort, wo das Modell hinsah; den Rest ansehen.',
  ],
  ['B lies at {#angle}° to A, not across it', 'B liegt in {#angle}° zu A, nicht quer dazu'],
  [
    'no pixel spacing: pixels taken as square',
    'kein Pixel Spacing: Pixel als quadratisch angenommen',
  ],
  ['no pixel spacing, so no volume', 'kein Pixel Spacing, daher kein Volumen'],
  ['{name}, width {#width}', '{name}, Breite {#width}'],
  ['mean {#mean} HU, SD {#sd}', 'Mittel {#mean} HU, SD {#sd}'],
  ['{#low} to {#high} HU, {#area} {unit}', '{#low} bis {#high} HU, {#area} {unit}'],
  ...ADAPTATION_PATTERNS,
  ...LABEL_PATTERNS,
  ...CAUTION_PATTERNS,
  ...FILE_PATTERNS,
  ...PACS_PATTERNS,
  ...APP_PATTERNS,
  ...ENGINE_PATTERNS,
  // Behind all others: some begin with a hole.
  ...IMAGE_PATTERNS,
];
