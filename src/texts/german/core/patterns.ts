import { ADAPTATION_PATTERNS } from './adaptation-patterns.ts';

/**
 * Sentences of the core with holes, most particular first. `{#n}` is a number, `{@part}` is said in German as far as it is known, and
 * `{text}` stays as it is: what a header or a person wrote.
 */
export const PATTERNS: readonly (readonly [english: string, german: string])[] = [
  // A row of the worklist.
  ['{@rest}; promoted by waiting time ({@by})', '{@rest}; wegen Wartezeit vorgezogen ({@by})'],
  ['{@rest}; pinned: by the reader', '{@rest}; vom Befunder angeheftet'],
  ['{@rest}; pinned: {note}', '{@rest}; angeheftet: {note}'],
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
  [
    'No flag at the {@point} operating point ({@numbers}), near the threshold',
    'Kein Hinweis am gewählten Schwellenwert ({@point}; {@numbers}), nahe am Schwellenwert',
  ],
  [
    'No flag at the {@point} operating point ({@numbers}), near the threshold ({@near})',
    'Kein Hinweis am gewählten Schwellenwert ({@point}; {@numbers}), nahe am Schwellenwert ({@near})',
  ],
  [
    'No flag at the {@point} operating point ({@numbers}), so far ({@slices})',
    'Kein Hinweis am gewählten Schwellenwert ({@point}; {@numbers}), bisher ({@slices})',
  ],
  [
    'No flag at the {@point} operating point ({@numbers})',
    'Kein Hinweis am gewählten Schwellenwert ({@point}; {@numbers})',
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
    '{@flag}, so far ({#n} of {@slices}): not analyzed again, as the engine did not start',
    '{@flag}, bisher ({#n} von {@slices}): nicht erneut analysiert, da die Engine nicht gestartet ist',
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
  ['caution: {@list}', 'Vorsicht: {@list}'],
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
  // Checks of a series.
  ['the modality is {modality}, not CT', 'die Modalität ist {modality}, nicht CT'],
  ['not CT: modality {modality}', 'kein CT: Modalität {modality}'],
  ['modality {modality}', 'Modalität {modality}'],
  [
    'the image type says {type}, not an original axial slice',
    'der Bildtyp sagt {type}, keine originale axiale Schicht',
  ],
  ['a contrast agent is stated: {agent}', 'ein Kontrastmittel ist angegeben: {agent}'],
  [
    'the description suggests contrast: {words}',
    'die Beschreibung deutet auf Kontrastmittel hin: {words}',
  ],
  [
    '{kernel} looks like a sharp (bone) kernel',
    '{kernel} sieht nach einem scharfen (Knochen-)Kernel aus',
  ],
  ['kernel {kernel}', 'Kernel {kernel}'],
  [
    'the patient is {#age}: measured on adults only',
    'der Patient ist {#age}: nur an Erwachsenen gemessen',
  ],
  ['body part {part}', 'Körperteil {part}'],
  ['the body part is {part}', 'der Körperteil ist {part}'],
  ['the description says {words}', 'die Beschreibung sagt {words}'],
  ['the header says {words}', 'der Header sagt {words}'],
  ['in 1 slice, such as: {@example}', 'in 1 Schicht, etwa: {@example}'],
  ['in {#n} slices, such as: {@example}', 'in {#n} Schichten, etwa: {@example}'],
  ['{@doubt} in 1 slice', '{@doubt} in 1 Schicht'],
  ['{@doubt} in {#n} slices', '{@doubt} in {#n} Schichten'],
  ['metal in up to {#part} % of a slice', 'Metall in bis zu {#part} % einer Schicht'],
  ['brain within bone on none of {@slices}', 'Hirn innerhalb von Knochen auf keiner von {@slices}'],
  ['brain within bone on {#n} of {@slices}', 'Hirn innerhalb von Knochen auf {#n} von {@slices}'],
  [
    'no slice of {#n} shows brain in a closed skull of a head’s size',
    'keine von {#n} Schichten zeigt Hirn in einem geschlossenen Schädel von Kopfgröße',
  ],
  [
    'the brain’s median is {#hu} HU, outside {#least} to {#most}: the Hounsfield scale looks shifted',
    'der Median des Hirns liegt bei {#hu} HU, außerhalb von {#least} bis {#most}: Die Hounsfield-Skala wirkt verschoben',
  ],
  ['the brain’s median is {#hu} HU', 'der Median des Hirns liegt bei {#hu} HU'],
  ['brain at {#hu} HU', 'Hirn bei {#hu} HU'],
  [
    'the brain’s median differs by {#hu} HU between slices: the Hounsfield scale looks unsteady',
    'der Median des Hirns schwankt um {#hu} HU zwischen Schichten: Die Hounsfield-Skala wirkt unstet',
  ],
  ['brain differs by {#hu} HU', 'Hirn schwankt um {#hu} HU'],
  ['1 blank slice between slices with brain', '1 leere Schicht zwischen Schichten mit Hirn'],
  [
    '{#n} blank slices between slices with brain',
    '{#n} leere Schichten zwischen Schichten mit Hirn',
  ],
  ['{@slices} with the same pixels as another', '{@slices} mit denselben Pixeln wie eine andere'],
  ['{@slices} blank beyond a straight line', '{@slices} jenseits einer geraden Linie leer'],
  [
    '{#n} of {@slices} lie in another orientation than the first',
    '{#n} von {@slices} liegen in anderer Ausrichtung als die erste',
  ],
  ['not axial: {#angle} degrees off', 'nicht axial: {#angle} Grad abweichend'],
  ["not axial: {#angle}° from the table's axis", 'nicht axial: {#angle}° zur Tischachse'],
  ['axial, tilt {#angle} degrees', 'axial, Kippung {#angle} Grad'],
  [
    'slices of {#thick} mm are thicker than {#most} mm',
    'Schichten von {#thick} mm sind dicker als {#most} mm',
  ],
  ['only {@slices}: not a whole head', 'nur {@slices}: kein ganzer Kopf'],
  [
    '{#extent} mm from first to last slice: not a whole head',
    '{#extent} mm von der ersten zur letzten Schicht: kein ganzer Kopf',
  ],
  [
    '{@slices} of another series beyond these in the study: not in this row',
    '{@slices} einer anderen Serie jenseits von diesen in der Studie: nicht in dieser Zeile',
  ],
  [
    '{@slices} of another series beyond these not in this row',
    '{@slices} einer anderen Serie jenseits von diesen nicht in dieser Zeile',
  ],
  [
    'another scan of {@slices} in the study: not in this row',
    'ein weiterer Scan von {@slices} in der Studie: nicht in dieser Zeile',
  ],
  [
    'another scan of {@slices} not in this row',
    'ein weiterer Scan von {@slices} nicht in dieser Zeile',
  ],
  ['about {@slices} missing between others', 'etwa {@slices} zwischen anderen fehlen'],
  ['1 gap between slices', '1 Lücke zwischen Schichten'],
  ['{#n} gaps between slices', '{#n} Lücken zwischen Schichten'],
  ['{@slices} given twice and left out', '{@slices} doppelt vorhanden und ausgelassen'],
  [
    '{@slices} at the place of another, left out: a second acquisition?',
    '{@slices} an der Stelle einer anderen, ausgelassen: eine zweite Akquisition?',
  ],
  [
    '{@slices} at other places under the UID of another, left out',
    '{@slices} an anderen Stellen unter der UID einer anderen, ausgelassen',
  ],
  [
    '{@slices} left out as duplicates that may be none',
    '{@slices} als Doppel ausgelassen, die vielleicht keine sind',
  ],
  [
    'a field of {#w} x {#h} mm is unusual for a head',
    'ein Feld von {#w} x {#h} mm ist unüblich für einen Kopf',
  ],
  ['{#w} x {#h} mm', '{#w} x {#h} mm'],
  ['{#mm} mm', '{#mm} mm'],
  [
    'slices of {#t} mm every {#s} mm: some of the head is not in the series',
    'Schichten von {#t} mm alle {#s} mm: Ein Teil des Kopfes ist nicht in der Serie',
  ],
  [
    'Instance Numbers in steps of {#n}: some of the series was not given',
    'Instance Numbers in Schritten von {#n}: Ein Teil der Serie fehlt',
  ],
  [
    'a reformat, by its description "{words}"',
    'eine Reformation, nach ihrer Beschreibung „{words}“',
  ],
  ['derived images ({words})', 'abgeleitete Bilder ({words})'],
  ['a reformat or projection ({words})', 'eine Reformation oder Projektion ({words})'],
  ['{@slices}: at least {#n} are needed', '{@slices}: mindestens {#n} sind nötig'],
  ['its series was set aside: {@why}', 'ihre Serie wurde beiseitegelegt: {@why}'],
  ['the same pixels as slice {#n}', 'dieselben Pixel wie Schicht {#n}'],
  ['no series can be analyzed ({@why})', 'keine Serie lässt sich analysieren ({@why})'],
  ['no series can be analyzed', 'keine Serie lässt sich analysieren'],
  [
    'the only axial, non-contrast soft-tissue series: {@slices} every {#mm} mm',
    'die einzige axiale native Weichteilserie: {@slices} alle {#mm} mm',
  ],
  [
    'the only axial, non-contrast soft-tissue series: {@slices}',
    'die einzige axiale native Weichteilserie: {@slices}',
  ],
  [
    'axial, non-contrast, {@slices} every {#mm} mm: closest to routine head CT of {#n} that fit',
    'axial, nativ, {@slices} alle {#mm} mm: dem Routine-Schädel-CT am nächsten von {#n} passenden',
  ],
  [
    'axial, non-contrast, {@slices}: closest to routine head CT of {#n} that fit',
    'axial, nativ, {@slices}: dem Routine-Schädel-CT am nächsten von {#n} passenden',
  ],
  ['the analysis broke off: {text}', 'die Analyse brach ab: {text}'],
  ['the engine did not start: {text}', 'die Engine startete nicht: {text}'],
  ['no image in it ({what})', 'kein Bild darin ({what})'],
  ['it cannot be read: {text}', 'nicht lesbar: {text}'],
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
  ['mean {#mean} HU, SD {#sd}', 'Mittel {#mean} HU, SD {#sd}'],
  ...ADAPTATION_PATTERNS,
];
