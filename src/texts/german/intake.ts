/** German of the room ui/intake. */
export const INTAKE = {
  'Drop to read': 'Zum Lesen ablegen',
  'Files, folders or ZIPs. Nothing leaves this tab.':
    'Dateien, Ordner oder ZIPs. Nichts verlässt diesen Tab.',
  'Ranks head CTs by probable bleeding, here in your browser.':
    'Ordnet Schädel-CTs nach wahrscheinlicher Blutung, hier in Ihrem Browser.',
  'Drop head CT studies here': 'Schädel-CT-Studien hier ablegen',
  'Files, folders or ZIPs, anywhere on this window. DICOM of any common compression.':
    'Dateien, Ordner oder ZIPs, überall auf diesem Fenster. DICOM in allen gängigen Kompressionen.',
  'Everything is read and analyzed in this tab.':
    'Alles wird in diesem Tab gelesen und analysiert.',
  'No image and no name is sent anywhere.': 'Kein Bild und kein Name wird irgendwohin gesendet.',
  'Results of studies from the PACS go back to it by themselves; nothing else is sent anywhere.':
    'Ergebnisse von Studien aus dem PACS gehen von selbst dorthin zurück; sonst wird nirgendwohin etwas gesendet.',
  'Results go back to the PACS at your click alone; nothing else is sent anywhere.':
    'Ergebnisse gehen nur auf Ihren Klick ins PACS zurück; sonst wird nirgendwohin etwas gesendet.',
  'Open files': 'Dateien öffnen',
  'Open a folder': 'Ordner öffnen',
  'Reads what is in a folder, and whatever arrives in it':
    'Liest, was in einem Ordner liegt, und was dort noch eintrifft',
  'Watch a folder': 'Ordner beobachten',
  'Files to open': 'Zu öffnende Dateien',
  'Folder to open': 'Zu öffnender Ordner',
  'Reading headers: {read} of {count} found so far':
    'Header werden gelesen: {read} von bisher {count}',
  'Files read': 'Gelesene Dateien',
  Stop: 'Anhalten',
  'Hide this line': 'Diese Zeile ausblenden',
  'Reading broke off: {reason}': 'Das Lesen brach ab: {reason}',
  '{count} read': '{count} gelesen',
  '{count} left out': '{count} ausgelassen',
  '{leftOut} left out: which and why': '{leftOut} ausgelassen: welche und warum',
  '{leftOut} left out, {missing} missing: which and why':
    '{leftOut} ausgelassen, {missing} fehlen: welche und warum',
  '{n} file missing | {n} files missing': '{n} Datei fehlt | {n} Dateien fehlen',
  'They added no slice to the list.': 'Sie brachten keine Schicht in die Liste.',
  'Everything else of the drop is in the worklist.': 'Alles andere ist in der Arbeitsliste.',
  'What to do: {advice}': 'Was zu tun ist: {advice}',
  'No image could be read': 'Kein Bild war zu lesen',
  'and {count} more': 'und {count} weitere',
};
