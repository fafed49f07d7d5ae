/** Cautions about a series as the list of its checks has them whole, as `PATTERNS` has the sentences of the core: most particular first. */
export const CAUTION_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  [
    '{@slices} with an overlay in bits that the header calls the image’s: it is read as a part of the values',
    '{@slices} mit einem Overlay in Bits, die der Header zum Bild zählt: Es wird als Teil der Werte gelesen',
  ],
  [
    'not in this row: {@slices} of a like series at positions between these',
    'nicht in dieser Zeile: {@slices} einer gleichen Serie an Positionen zwischen diesen',
  ],
  [
    'not in this row: {@slices} of the same Series Instance UID, with other headers',
    'nicht in dieser Zeile: {@slices} mit derselben Series Instance UID und anderen Headern',
  ],
  [
    'not in this row: {@slices} without Series Instance UID, with other headers',
    'nicht in dieser Zeile: {@slices} ohne Series Instance UID, mit anderen Headern',
  ],
  [
    'not in this row: {@slices} of the same Study Instance UID under another Patient ID, or none',
    'nicht in dieser Zeile: {@slices} mit derselben Study Instance UID unter einer anderen Patienten-ID oder ohne',
  ],
  [
    "no {uids} Instance UID: put together by folder, date and descriptions; other patients' slices may be among these",
    'keine {uids} Instance UID: nach Ordner, Datum und Beschreibungen zusammengestellt; Schichten anderer Patienten können darunter sein',
  ],
  [
    '1 Instance Number given twice: two acquisitions or two patients may be mixed',
    '1 Instance Number doppelt vergeben: Zwei Aufnahmen oder zwei Patienten können vermischt sein',
  ],
  [
    '{#n} Instance Numbers given twice: two acquisitions or two patients may be mixed',
    '{#n} Instance Numbers doppelt vergeben: Zwei Aufnahmen oder zwei Patienten können vermischt sein',
  ],
  [
    'positions and Instance Numbers contradict each other: two acquisitions may be mixed, or positions be wrong',
    'Positionen und Instance Numbers widersprechen sich: Zwei Aufnahmen können vermischt oder Positionen falsch sein',
  ],
  [
    'nothing says in which order the slices lie: positions and Instance Numbers are missing; they are ordered by UID',
    'nichts sagt, in welcher Reihenfolge die Schichten liegen: Positionen und Instance Numbers fehlen; sie sind nach UID geordnet',
  ],
  [
    "the slices don't lie above each other: up to {#mm} mm sideways from one to the next",
    'die Schichten liegen nicht übereinander: bis zu {#mm} mm seitlich von einer zur nächsten',
  ],
  ['pixels of {#a} and {#b} mm in one series', 'Pixel von {#a} und {#b} mm in einer Serie'],
  [
    'the gantry is said to be tilted by {#a} degrees, the slices lie at {#b}: one of the two is wrong',
    'die Gantry ist angeblich um {#a} Grad gekippt, die Schichten liegen bei {#b}: Eines von beiden ist falsch',
  ],
];
