/** Sentences of the checks of a series, and of why it was chosen or not, as `PATTERNS` has those of the core: most particular first. */
export const SERIES_PATTERNS: readonly (readonly [english: string, german: string])[] = [
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
    'the patient is under 1 year: measured on adults only',
    'der Patient ist unter 1 Jahr alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is 1 day: measured on adults only',
    'der Patient ist 1 Tag alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is {#age} days: measured on adults only',
    'der Patient ist {#age} Tage alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is 1 week: measured on adults only',
    'der Patient ist 1 Woche alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is {#age} weeks: measured on adults only',
    'der Patient ist {#age} Wochen alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is 1 month: measured on adults only',
    'der Patient ist 1 Monat alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is {#age} months: measured on adults only',
    'der Patient ist {#age} Monate alt: nur an Erwachsenen gemessen',
  ],
  [
    'the patient is {#age}: measured on adults only',
    'der Patient ist {#age}: nur an Erwachsenen gemessen',
  ],
  [
    '{@odd}, and no slice shows brain in a closed skull of a head’s size',
    '{@odd}, und keine Schicht zeigt Hirn in einem geschlossenen Schädel von Kopfgröße',
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
  ['metal in {#part} % of a slice', 'Metall in {#part} % einer Schicht'],
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
  [
    'the brain’s median is {#hu} HU, with air at {#air} HU: the Hounsfield scale looks shifted',
    'der Median des Hirns liegt bei {#hu} HU, Luft bei {#air} HU: Die Hounsfield-Skala wirkt verschoben',
  ],
  ['air at {#air} HU', 'Luft bei {#air} HU'],
  ['the brain’s median is {#hu} HU', 'der Median des Hirns liegt bei {#hu} HU'],
  ['brain at {#hu} HU', 'Hirn bei {#hu} HU'],
  [
    'the brain’s median differs by {#hu} HU between slices: the Hounsfield scale looks unsteady',
    'der Median des Hirns schwankt um {#hu} HU zwischen Schichten: Die Hounsfield-Skala wirkt schwankend',
  ],
  ['brain differs by {#hu} HU', 'Hirn schwankt um {#hu} HU'],
  [
    'noise in the brain {#hu} HU, over {#most}: noisier than what the model was measured on',
    'Rauschen im Hirn {#hu} HU, über {#most}: verrauschter als die Bilder, an denen das Modell gemessen wurde',
  ],
  ['noise in the brain {#hu} HU', 'Rauschen im Hirn {#hu} HU'],
  [
    'the outline of the head is doubled or blurred on {@slices}: it may have moved during the scan',
    'die Kontur des Kopfes ist auf {@slices} doppelt oder unscharf: Er hat sich vielleicht während des Scans bewegt',
  ],
  ['perhaps motion on {@slices}', 'vielleicht Bewegung auf {@slices}'],
  [
    'the skull is open on {@slices}, as after surgery: the model was measured on closed skulls',
    'der Schädel ist auf {@slices} offen, wie nach einer Operation: Das Modell wurde an geschlossenen Schädeln gemessen',
  ],
  ['1 blank slice between slices with brain', '1 leere Schicht zwischen Schichten mit Hirn'],
  [
    '{#n} blank slices between slices with brain',
    '{#n} leere Schichten zwischen Schichten mit Hirn',
  ],
  [
    '{@slices} without brain found in the middle of the head',
    '{@slices} ohne gefundenes Hirn in der Mitte des Kopfes',
  ],
  ['{@slices} with the same pixels as another', '{@slices} mit denselben Pixeln wie eine andere'],
  ['bone as air on {@slices}', 'Knochen als Luft auf {@slices}'],
  ['air differs by {#hu} HU', 'Luft schwankt um {#hu} HU'],
  [
    'the air round the head differs by {#hu} HU between slices: the Hounsfield scale looks unsteady',
    'die Luft um den Kopf schwankt zwischen Schichten um {#hu} HU: Die Hounsfield-Skala wirkt schwankend',
  ],
  [
    'the brain’s median differs by {#hu} HU from one slice to the next: the Hounsfield scale looks unsteady',
    'der Median des Hirns schwankt von einer Schicht zur nächsten um {#hu} HU: Die Hounsfield-Skala wirkt schwankend',
  ],
  [
    'the air round the head is at {#hu} HU: the Hounsfield scale looks stretched',
    'die Luft um den Kopf liegt bei {#hu} HU: Die Hounsfield-Skala wirkt gestreckt',
  ],
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
  ['slices of {#thick} mm', 'Schichten von {#thick} mm'],
  [
    '{#frames} Frame of Reference UIDs in one series: where the slices lie to each other is not known',
    '{#frames} Frame of Reference UIDs in einer Serie: Wie die Schichten zueinander liegen, ist nicht bekannt',
  ],
  [
    '{@slices} with a Modality LUT, which is not applied: the values may be no Hounsfield units',
    '{@slices} mit einer Modality LUT, die nicht angewandt wird: Die Werte sind vielleicht keine Hounsfield-Einheiten',
  ],
  [
    '{@slices} of a SOP class of another modality, though Modality is CT or absent',
    '{@slices} einer SOP-Klasse einer anderen Modalität, obwohl Modality CT ist oder fehlt',
  ],
  [
    '{@slices} whose Pixel Spacing is not two numbers: the head’s size is not known',
    '{@slices}, deren Pixel Spacing nicht zwei Zahlen ist: Die Größe des Kopfes ist nicht bekannt',
  ],
  [
    '{@slices} acquired more than a day from the study’s date: two studies may be mixed, or a date be wrong',
    '{@slices} mehr als einen Tag vom Datum der Studie entfernt aufgenommen: Zwei Studien können vermischt oder ein Datum falsch sein',
  ],
  [
    'slices of {#least} and {#most} mm between each other: two reconstructions may be mixed',
    'Schichten von {#least} und {#most} mm durcheinander: Zwei Rekonstruktionen können gemischt sein',
  ],
  ['only {@slices}: not a whole head', 'nur {@slices}: kein ganzer Kopf'],
  [
    '{#extent} mm from first to last slice: not a whole head',
    '{#extent} mm von der ersten zur letzten Schicht: kein ganzer Kopf',
  ],
  [
    'not in this row: {@files} of the same Series Instance UID, not read: {@reason}',
    'nicht in dieser Zeile: {@files} derselben Series Instance UID, nicht gelesen: {@reason}',
  ],
  [
    'a DICOMDIR says that {@files} of these is another object: files may have been exchanged, or it may be of another disk',
    'ein DICOMDIR sagt, dass {@files} davon ein anderes Objekt ist: Dateien können vertauscht sein, oder es ist von einem anderen Datenträger',
  ],
  [
    'a DICOMDIR says that {@files} of these are other objects: files may have been exchanged, or it may be of another disk',
    'ein DICOMDIR sagt, dass {@files} davon andere Objekte sind: Dateien können vertauscht sein, oder es ist von einem anderen Datenträger',
  ],
  ['a DICOMDIR says otherwise', 'ein DICOMDIR sagt es anders'],
  ['{@files} of the series not read', '{@files} der Serie nicht gelesen'],
  [
    '{@slices} of another series beyond these in the study: not in this row',
    '{@slices} einer anderen Serie jenseits von diesen in der Studie: nicht in dieser Zeile',
  ],
  [
    '{@slices} of another series beyond these not in this row',
    '{@slices} einer anderen Serie jenseits von diesen nicht in dieser Zeile',
  ],
  ['{#kvp} kVp is outside {#a} to {#b}', '{#kvp} kVp liegt außerhalb von {#a} bis {#b}'],
  ['{#kvp} kVp', '{#kvp} kVp'],
  [
    'one energy of a scan of several: {#kvp} kVp is analyzed, {others} kVp is not',
    'eine Energie eines Scans mit mehreren: {#kvp} kVp ist analysiert, {others} kVp nicht',
  ],
  ['{#kvp} kVp of two energies', '{#kvp} kVp von zwei Energien'],
  [
    'a later scan of {@slices} in the study: not in this row',
    'ein späterer Scan von {@slices} in der Studie: nicht in dieser Zeile',
  ],
  [
    'a later scan of {@slices} not in this row',
    'ein späterer Scan von {@slices} nicht in dieser Zeile',
  ],
  [
    'an earlier scan of {@slices} in the study: not in this row',
    'ein früherer Scan von {@slices} in der Studie: nicht in dieser Zeile',
  ],
  [
    'an earlier scan of {@slices} not in this row',
    'ein früherer Scan von {@slices} nicht in dieser Zeile',
  ],
  ['each place {#n} times: a dynamic scan?', 'jede Stelle {#n}-mal: ein dynamischer Scan?'],
  [
    '{#extent} mm from first to last slice: more than a head',
    '{#extent} mm von der ersten zur letzten Schicht: mehr als ein Kopf',
  ],
  [
    'another scan of {@slices} in the study: not in this row',
    'ein weiterer Scan von {@slices} in der Studie: nicht in dieser Zeile',
  ],
  [
    'another scan of {@slices} not in this row',
    'ein weiterer Scan von {@slices} nicht in dieser Zeile',
  ],
  [
    'the image’s edge cuts through the skull on {@slices}: part of the head is outside',
    'der Bildrand schneidet auf {@slices} durch den Schädel: ein Teil des Kopfes liegt außerhalb',
  ],
  [
    'about {@slices} missing between others, by Instance Number',
    'etwa {@slices} zwischen anderen fehlen, nach Instance Number',
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
    '{@slices} als Duplikate ausgelassen, die vielleicht keine sind',
  ],
  [
    'pixels of {#row} x {#column} mm are not square: the model sees the head squeezed',
    'Pixel von {#row} x {#column} mm sind nicht quadratisch: Das Modell sieht den Kopf gestaucht',
  ],
  [
    'pixels of {#row} x {#column} mm are coarser than what the model was measured on',
    'Pixel von {#row} x {#column} mm sind gröber als die, an denen das Modell gemessen wurde',
  ],
  ['pixels of {#row} mm', 'Pixel von {#row} mm'],
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
    'eine Reformatierung, nach ihrer Beschreibung „{words}“',
  ],
  ['derived images ({words})', 'abgeleitete Bilder ({words})'],
  ['a reformat or projection ({words})', 'eine Reformatierung oder Projektion ({words})'],
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
];
