/** German of the room ui/export. */
export const EXPORT = {
  'List to print': 'Liste zum Drucken',
  'Every study on paper, for when the computers are down: place, result with its reason, times and readers.':
    'Jede Studie auf Papier, für den Ausfall der Rechner: Rang, Ergebnis mit Begründung, Zeiten und Befunder.',
  'Export the list': 'Liste exportieren',
  'contains patient data': 'enthält Patientendaten',
  'Names are masked on the screen. This contains patient data: whose study it is, readable for anybody who has the file.':
    'Auf dem Bildschirm sind die Namen verborgen. Dies enthält Patientendaten: wessen Studie es ist, lesbar für alle, die die Datei haben.',
  'Export all the same': 'Trotzdem exportieren',
  'Don’t export': 'Nicht exportieren',
  'Being made': 'Wird erstellt',
  'Study #{number}, slice {slice} of {slices}, {windows}':
    'Studie #{number}, Schicht {slice} von {slices}, {windows}',
  ' and ': ' und ',
  'Coronal and sagittal images interpolated': 'Koronare und sagittale Bilder interpoliert',
  ' Lines and numbers on the image are the reader’s.':
    ' Linien und Zahlen im Bild stammen vom Befunder.',
  'AI, not for diagnosis': 'KI, nicht zur Diagnose',
  'A row for each study, analyzed or not, with its reason: the columns of the command line, then times and readers.':
    'Eine Zeile je Studie, analysiert oder nicht, mit ihrer Begründung: die Spalten der Kommandozeile, dann Zeiten und Befunder.',
  'The same with evidence, thresholds, every slice that was not analyzed, and the files that were left out.':
    'Dasselbe mit Belegschichten, Schwellenwerten, jeder nicht analysierten Schicht und den ausgelassenen Dateien.',
  'The same, one study a line, for programs.': 'Dasselbe, eine Studie je Zeile, für Programme.',
  'Slices (RSNA CSV)': 'Schichten (RSNA-CSV)',
  'Every analyzed slice’s probabilities in the form of the RSNA 2019 challenge.':
    'Die Wahrscheinlichkeiten jeder analysierten Schicht in der Form der RSNA-Challenge 2019.',
  'What readers measured, a row a number, with slice, points and initials. The reader’s, not the model’s.':
    'Was Befunder gemessen haben, eine Zeile je Zahl, mit Schicht, Punkten und Kürzel. Vom Befunder, nicht vom Modell.',
  'Verdict log (CSV)': 'Bewertungsprotokoll (CSV)',
  'All that readers said, with times and initials, taken back or not, and the result beside it.':
    'Alles, was Befunder sagten, mit Zeiten und Kürzeln, zurückgenommen oder nicht, mit dem Ergebnis daneben.',
  'Export the list: {count}': 'Liste exportieren: {count}',
  'Every study in the list, whatever the filter shows. Files are written on this machine; nothing is sent.':
    'Jede Studie der Liste, unabhängig vom Filter. Die Dateien werden auf diesem Rechner gespeichert; nichts wird gesendet.',
  'No verdict was given yet: open a study to give one.':
    'Noch keine Bewertung: Dafür eine Studie öffnen.',
  'Nothing was measured yet: open a study and press M.':
    'Noch keine Messung: Eine Studie öffnen und M drücken.',
  'Its images are not in this tab any more: drop the study’s files again.':
    'Ihre Bilder sind nicht mehr in diesem Tab: Die Dateien der Studie erneut ablegen.',
  'no {kind}, because {reason}': 'kein {kind}, weil: {reason}',
  '{file} is in your downloads: {count} ({kinds}){without}.':
    '{file} liegt bei den Downloads: {count} ({kinds}){without}.',
  '; {count} left out: {reasons}': '; {count} ausgelassen: {reasons}',
  '{file} is in your downloads: {count}{without}.':
    '{file} liegt bei den Downloads: {count}{without}.',
  '{n} image | {n} images': '{n} Bild | {n} Bilder',
  'Copied: {text}': 'Kopiert: {text}',
  'Study {name}': 'Studie {name}',
  'Opened in a window of its own to print.': 'In einem eigenen Fenster zum Drucken geöffnet.',
  'Stored beside its images; the study was read back.':
    'Neben den Bildern gespeichert; die Studie wurde zurückgelesen.',
  'the PACS gave no answer': 'Das PACS gab keine Antwort',
  'Export study #{number}': 'Studie #{number} exportieren',
  'Files are written on this machine; nothing is sent but by “Send results”.':
    'Die Dateien werden auf diesem Rechner gespeichert; gesendet wird nur durch „Ergebnisse senden“.',
  'Files are written on this machine; nothing is sent.':
    'Die Dateien werden auf diesem Rechner gespeichert; nichts wird gesendet.',
  'Send results': 'Ergebnisse senden',
  'The same objects into the PACS, beside the images; then the study is read back.':
    'Dieselben Objekte ins PACS, neben die Bilder; danach wird die Studie zurückgelesen.',
  'Results as DICOM (ZIP)': 'Ergebnisse als DICOM (ZIP)',
  'Structured Report, Key Objects and a capture for the archive, with patient and study copied from the images byte for byte.':
    'Structured Report, Key Objects und eine Aufnahme für das Archiv, mit Patient und Studie Byte für Byte aus den Bildern übernommen.',
  'Images without the patient (ZIP)': 'Bilder ohne den Patienten (ZIP)',
  'DICOM after the Basic Confidentiality Profile (PS3.15 Annex E): pixels bit for bit, new UIDs, no names, dates or private attributes. Text in the pixels stays, and thin slices show a face: look before you give it away.':
    'DICOM nach dem Basic Confidentiality Profile (PS3.15 Annex E): Pixel Bit für Bit, neue UIDs, keine Namen, Daten oder privaten Attribute. Text in den Pixeln bleibt, und dünne Schichten zeigen ein Gesicht: vor der Weitergabe ansehen.',
  'Picture of the view': 'Bild der Ansicht',
  'PNG of what the screen shows, with “AI, not for diagnosis” burned in and no name.':
    'PNG des Bildschirminhalts, mit eingebranntem „KI, nicht zur Diagnose“ und ohne Namen.',
  'Copy a line': 'Eine Zeile kopieren',
  'To read out on the phone: what was found and where to look, with the study’s number and no name.':
    'Zum Vorlesen am Telefon: was gefunden wurde und wo man hinsehen soll, mit der Nummer der Studie und ohne Namen.',
  'To read out on the phone: what was found and where to look, with the patient’s name.':
    'Zum Vorlesen am Telefon: was gefunden wurde und wo man hinsehen soll, mit dem Namen des Patienten.',
  'Summary to print': 'Zusammenfassung zum Drucken',
  'One page: result, probabilities, evidence, what was not analyzed, the view.':
    'Eine Seite: Ergebnis, Wahrscheinlichkeiten, Belegschichten, was nicht analysiert wurde, die Ansicht.',
  'One page: result, probabilities, evidence, what was not analyzed.':
    'Eine Seite: Ergebnis, Wahrscheinlichkeiten, Belegschichten, was nicht analysiert wurde.',
  'Measurements as DICOM (ZIP)': 'Messungen als DICOM (ZIP)',
  'A Structured Report (TID 1500) for each reader: what was measured, with its image coordinates. The reader’s, apart from the model’s results.':
    'Je Befunder ein Structured Report (TID 1500): was gemessen wurde, mit den Bildkoordinaten. Vom Befunder, getrennt von den Ergebnissen des Modells.',
  'Table (CSV)': 'Tabelle (CSV)',
  'Lines (NDJSON)': 'Zeilen (NDJSON)',
  'Measurements (CSV)': 'Messungen (CSV)',
  'What you measured, a row a number, with slice, points and initials. The reader’s, not the model’s.':
    'Was Sie gemessen haben, eine Zeile je Zahl, mit Schicht, Punkten und Kürzel. Vom Befunder, nicht vom Modell.',
  'Everything (JSON)': 'Alles (JSON)',
  'This study’s entry of the list: probabilities, thresholds, evidence, what was not analyzed, verdict and measurements.':
    'Der Eintrag dieser Studie in der Liste: Wahrscheinlichkeiten, Schwellenwerte, Belegschichten, was nicht analysiert wurde, Bewertung und Messungen.',
};
