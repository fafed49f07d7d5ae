/** German of the room ui/folder. */
export const FOLDER = {
  Hide: 'Ausblenden',
  'Stop watching': 'Nicht mehr beobachten',
  'This browser can’t watch a folder.': 'Dieser Browser kann keinen Ordner beobachten.',
  'It lets a page look at a folder once, at a click: use “Open a folder” again for what has come since (what is open already is left out). Chrome and Edge can watch one.':
    'Er lässt eine Seite einen Ordner nur einmal ansehen, nach einem Klick: Für neu Hinzugekommenes erneut „Ordner öffnen“ wählen (was schon offen ist, wird ausgelassen). Chrome und Edge können Ordner beobachten.',
  'Watch “{name}” again': '„{name}“ wieder beobachten',
  'New files are not seen:': 'Neue Dateien werden nicht erfasst:',
  'the folder was watched before this page was loaded, and the browser wants a click to go on.':
    'Der Ordner wurde beobachtet, bevor diese Seite geladen wurde, und der Browser verlangt einen Klick, um fortzufahren.',
  ': {count} read{look}': ': {count} gelesen{look}',
  ', last look {clock}': ', zuletzt nachgesehen {clock}',
  'New files are not seen at present:': 'Neue Dateien werden zurzeit nicht erfasst:',
  '{count} still being written': '{count} noch im Schreiben',
  '{count} changed and read anew': '{count} geändert und neu gelesen',
  '{count} removed since': '{count} seither entfernt',
};
