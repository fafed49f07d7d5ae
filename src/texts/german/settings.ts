/** German of the room ui/settings. */
export const SETTINGS = {
  '; {key} waits for the picture': '; {key} wartet auf das Bild',
  '; {keys} wait for the picture': '; {keys} warten auf das Bild',
  Language: 'Sprache',
  'as the browser': 'wie der Browser',
  'Of this screen; files and DICOM objects are in English.':
    'Des Bildschirms; Dateien und DICOM-Objekte sind englisch.',
  'Mask names and IDs': 'Namen und IDs verbergen',
  'Rows keep an opaque number.': 'Zeilen behalten eine neutrale Nummer.',
  'Single-character shortcuts': 'Tastenkürzel mit einem Zeichen',
  'Off: only arrows, Home, End and Escape act.': 'Aus: Nur Pfeile, Pos1, Ende und Esc wirken.',
  'Keep results in this browser': 'Ergebnisse in diesem Browser aufbewahren',
  'Probabilities and what people did, never pixels.':
    'Wahrscheinlichkeiten und was Personen taten, nie Pixel.',
  'Keep names with the queue': 'Namen mit der Liste aufbewahren',
  'Off: given again, a study has its name again.':
    'Aus: Erneut geöffnet, hat eine Studie wieder ihren Namen.',
  'Where a probability becomes a flag. The triage desk, beside the search, says what each costs here.':
    'Ab welcher Wahrscheinlichkeit ein Hinweis gegeben wird. Was jeder Arbeitspunkt hier kostet, sagt der Triage-Leitstand neben der Suche.',
  'Screen and keys': 'Bildschirm und Tasten',
  'Results stay hidden until your first verdict: no triage.':
    'Ergebnisse bleiben bis zu Ihrer ersten Bewertung verborgen: keine Triage.',
  Initials: 'Kürzel',
  'Stand beside your verdicts and what you acknowledge and finish.':
    'Steht neben Ihren Bewertungen und dem, was Sie bestätigen und erledigen.',
  'Clear everything': 'Alles löschen',
  'Closes all studies and deletes every result, measurement, verdict and setting kept in this browser. The audit log stays, and says so: it names no patient, and nothing can tell any more which studies its seals were of.':
    'Schließt alle Studien und löscht alle Ergebnisse, Messungen, Bewertungen und Einstellungen, die dieser Browser aufbewahrt. Das Protokoll bleibt und sagt das auch: Es nennt keinen Patienten, und nichts kann mehr sagen, zu welchen Studien seine Siegel gehörten.',
  'Yes, delete all': 'Ja, alles löschen',
  Keep: 'Behalten',
  'Settings as a file': 'Einstellungen als Datei',
  'For another browser; or for everybody here, as config.json beside the app.':
    'Für einen anderen Browser; oder für alle hier, als config.json neben der App.',
  'Save as config.json': 'Als config.json speichern',
  'Open a file…': 'Datei öffnen …',
  'Settings file to open': 'Zu öffnende Einstellungsdatei',
  'All settings of the file are in use.': 'Alle Einstellungen der Datei sind in Gebrauch.',
  Drag: 'Ziehen',
  'Window: right widens, up brightens': 'Fenster: nach rechts weiter, nach oben heller',
  'Shift or middle drag': 'Umschalt- oder mittlere Taste und Ziehen',
  Pan: 'Verschieben',
  'Ctrl or right drag': 'Strg- oder rechte Taste und Ziehen',
  Zoom: 'Zoom',
  Wheel: 'Mausrad',
  'Next slice, one a notch': 'Nächste Schicht, eine je Raste',
  'Shift and wheel': 'Umschalt und Mausrad',
  'Five slices a notch': 'Fünf Schichten je Raste',
  'Double click': 'Doppelklick',
  Maximize: 'Maximieren',
  Click: 'Klick',
  'Where coronal and sagittal cut, while they are shown':
    'Wo koronare und sagittale Ebene schneiden, während sie gezeigt werden',
  'Alt and move': 'Alt und Bewegen',
  'Scroll slices': 'Schichten blättern',
  'Drag, or click each point': 'Ziehen, oder jeden Punkt anklicken',
  'Measure, with its tool': 'Messen, mit dem jeweiligen Werkzeug',
  'Keyboard and mouse': 'Tastatur und Maus',
  'Choose a key and press another to change it; Backspace switches it off.':
    'Eine Taste wählen und eine andere drücken, um sie zu ändern; die Rücktaste schaltet sie ab.',
  'Back to the standard keys': 'Zurück zu den Standardtasten',
  'Two actions share a key: only the first one listed acts.':
    'Zwei Aktionen teilen sich eine Taste: Nur die zuerst aufgeführte wirkt.',
  'Mouse on the image': 'Maus auf dem Bild',
  off: 'aus',
  ' or ': ' oder ',
  '{label}: Press a key': '{label}: eine Taste drücken',
  '{label}: {keys}. Change': '{label}: {keys}. Ändern',
  'Press a key': 'Taste drücken',
  'This site': 'Dieser Standort',
  minutes: 'Minuten',
  'A study that waits longer rises above flags. From {least} to {most}.':
    'Eine Studie, die länger wartet, steigt über Hinweise. Von {least} bis {most}.',
  'Line beside the banner': 'Zeile neben dem Banner',
  'Whom to call when something is wrong': 'Wen man anruft, wenn etwas nicht stimmt',
  'Windows of the preset keys, HU': 'Fenster der Preset-Tasten, HU',
  Width: 'Weite',
  Center: 'Mitte',
  'On the screen only: the model and exports keep their own.':
    'Nur auf dem Bildschirm: Modell und Exporte behalten ihre eigenen.',
  'Windows as at first': 'Fenster wie am Anfang',
};
