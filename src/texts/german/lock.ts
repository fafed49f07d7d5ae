/** German of the room ui/lock. */
export const LOCK = {
  'Covering the screen': 'Bildschirm abdecken',
  'Without input, cover it': 'Ohne Eingabe abdecken',
  never: 'nie',
  'after {n} minute | after {n} minutes': 'nach {n} Minute | nach {n} Minuten',
  'Set PIN': 'PIN festlegen',
  'From {least} characters; none: any key uncovers. Keeps passers-by off, not who can read the disk.':
    'Ab {least} Zeichen; ohne PIN deckt jede Taste auf. Hält Vorübergehende fern, nicht, wer die Festplatte lesen kann.',
  'A PIN uncovers the screen.': 'Eine PIN deckt den Bildschirm auf.',
  'Remove the PIN': 'PIN entfernen',
  'You covered the screen. The analysis goes on.':
    'Sie haben den Bildschirm abgedeckt. Die Analyse läuft weiter.',
  'The screen was covered after a while without input. The analysis goes on.':
    'Der Bildschirm wurde nach einer Weile ohne Eingabe abgedeckt. Die Analyse läuft weiter.',
  'A PIN is set: the screen is covered whenever the app is opened or reloaded.':
    'Eine PIN ist festgelegt: Der Bildschirm ist nach jedem Öffnen und Neuladen abgedeckt.',
  'Research software, not a medical device. Every study needs a reader.':
    'Forschungssoftware, kein Medizinprodukt. Jede Studie muss befundet werden.',
  'Go on (any key)': 'Weiter (beliebige Taste)',
  Unlock: 'Entsperren',
  'That is not the PIN.': 'Das ist nicht die PIN.',
  'Without the PIN the app can only start anew: studies, results and settings are deleted.':
    'Ohne die PIN kann die App nur neu beginnen: Studien, Ergebnisse und Einstellungen werden gelöscht.',
  'Delete all and start anew': 'Alles löschen und neu beginnen',
  'Forgotten?': 'Vergessen?',
};
