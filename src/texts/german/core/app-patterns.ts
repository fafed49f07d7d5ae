/** What the app itself could not do, as `PATTERNS` has the sentences of the core: most particular first. */
export const APP_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  // Workers.
  ['No model is loaded.', 'Kein Modell ist geladen.'],
  ['This run is not there any more.', 'Dieser Lauf ist nicht mehr da.'],
  [
    'This browser starts no background workers.',
    'Dieser Browser startet keine Hintergrund-Worker.',
  ],
  [
    'The page and its background worker are of different versions (messages {#a} and {#b}): reload the page.',
    'Seite und Hintergrund-Worker haben verschiedene Versionen (Nachrichten {#a} und {#b}): Seite neu laden.',
  ],
  ['A background worker could not be started.', 'Ein Hintergrund-Worker ließ sich nicht starten.'],
  ['A background worker stopped: {text}.', 'Ein Hintergrund-Worker blieb stehen: {text}.'],
  [
    'A background worker gave no sign of life and was ended.',
    'Ein Hintergrund-Worker gab kein Lebenszeichen und wurde beendet.',
  ],
  [
    'The answer is of other images than the question.',
    'Die Antwort ist von anderen Bildern als die Frage.',
  ],
  ['Slice {#n} of the stack is not there.', 'Schicht {#n} des Stapels ist nicht da.'],
  // Exports.
  ['This study was closed.', 'Diese Studie wurde geschlossen.'],
  ['Its images are not in this tab any more.', 'Ihre Bilder sind nicht mehr in diesem Tab.'],
  ['The study has another result by now.', 'Die Studie hat inzwischen ein anderes Ergebnis.'],
  ['There is no result.', 'Es gibt kein Ergebnis.'],
  ['its picture cannot be decoded', 'ihr Bild lässt sich nicht dekodieren'],
  ['the browser draws no picture', 'der Browser zeichnet kein Bild'],
  ['the browser made no picture', 'der Browser hat kein Bild gemacht'],
  ['no image is on the screen', 'kein Bild ist auf dem Bildschirm'],
  [
    'the browser allows no new window; allow it and try again',
    'der Browser erlaubt kein neues Fenster; erlauben und erneut versuchen',
  ],
  ['there is no slice to refer to', 'es gibt keine Schicht, auf die verwiesen werden kann'],
  [
    'the images have UIDs that DICOM does not allow to refer to',
    'die Bilder haben UIDs, auf die zu verweisen DICOM nicht erlaubt',
  ],
  ['nothing was measured on its slices', 'auf ihren Schichten wurde nichts gemessen'],
  [
    'the slice of measurement {#n} is not in the study',
    'die Schicht der Messung {#n} ist nicht in der Studie',
  ],
  ['this is no name of a package', 'das ist kein Name eines Pakets'],
  ['the card is missing ({#status})', 'die Karte fehlt ({#status})'],
  [
    'SHA-256 needs a secure context: serve the app over https or from localhost.',
    'SHA-256 braucht einen sicheren Kontext: die App über https oder von localhost ausliefern.',
  ],
];
