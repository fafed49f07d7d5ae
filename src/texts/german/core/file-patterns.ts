/** Why a file was left out, as `PATTERNS` has the sentences of the core: most particular first. */
export const FILE_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  [
    'the file was moved, changed or deleted since it was opened; open it again',
    'die Datei wurde seit dem Öffnen verschoben, geändert oder gelöscht; erneut öffnen',
  ],
  ['its file is not there any more', 'ihre Datei ist nicht mehr da'],
  ['The file is not open any more.', 'Die Datei ist nicht mehr offen.'],
  ['a DICOMDIR names it, and it is not there', 'ein DICOMDIR nennt sie, und sie ist nicht da'],
  ['reading this file stopped the reader', 'das Lesen dieser Datei hat den Leser angehalten'],
  // ZIPs.
  [
    'a ZIP whose name does not end in .zip: rename it',
    'ein ZIP, dessen Name nicht auf .zip endet: umbenennen',
  ],
  [
    'a ZIP in a ZIP in a ZIP is not opened',
    'ein ZIP in einem ZIP in einem ZIP wird nicht geöffnet',
  ],
  ['there is no file in the ZIP', 'im ZIP ist keine Datei'],
  [
    'it says that it holds {@said}; the {#n} that it lists are read',
    'es sagt, dass es {@said} enthält; die {#n}, die es auflistet, werden gelesen',
  ],
  [
    '{#n} files in one ZIP; {#most} are read at most',
    '{#n} Dateien in einem ZIP; höchstens {#most} werden gelesen',
  ],
  ['it is encrypted in the ZIP', 'sie ist im ZIP verschlüsselt'],
  [
    'ZIP compression method {#method} is not supported',
    'ZIP-Kompressionsmethode {#method} wird nicht unterstützt',
  ],
  ['its data lie outside the ZIP', 'ihre Daten liegen außerhalb des ZIP'],
  ['it cannot be unpacked: {@text}', 'sie lässt sich nicht entpacken: {@text}'],
  ['what is packed in it is damaged', 'was darin gepackt ist, ist beschädigt'],
  ['its size is not what the ZIP says', 'ihre Größe ist nicht die, die das ZIP nennt'],
  [
    'its checksum is not what the ZIP says: it was damaged',
    'ihre Prüfsumme ist nicht die, die das ZIP nennt: Sie wurde beschädigt',
  ],
  [
    'it unpacks to more than is read of one ZIP',
    'entpackt ist sie größer, als von einem ZIP gelesen wird',
  ],
  ['it unpacks to more than {#n} times its size', 'entpackt ist sie mehr als {#n}-mal so groß'],
  ['a name in the ZIP directory is cut off', 'ein Name im ZIP-Verzeichnis ist abgeschnitten'],
  ['no ZIP directory: not a ZIP, or cut off', 'kein ZIP-Verzeichnis: kein ZIP, oder abgeschnitten'],
  ['the ZIP directory breaks off after {@n}', 'das ZIP-Verzeichnis bricht ab nach {@n}'],
  ['the ZIP directory cannot be found', 'das ZIP-Verzeichnis ist nicht zu finden'],
  ['the ZIP directory is absurdly large', 'das ZIP-Verzeichnis ist unsinnig groß'],
  ['the ZIP directory lies outside the file', 'das ZIP-Verzeichnis liegt außerhalb der Datei'],
  // DICOM files.
  [
    'an element reaches beyond the end of the file',
    'ein Element reicht über das Ende der Datei hinaus',
  ],
  ['its header names no transfer syntax', 'ihr Header nennt keine Transfersyntax'],
  ['a sequence holds something else than items', 'eine Sequenz enthält etwas anderes als Items'],
  ['what is deflated in it is damaged', 'was darin komprimiert ist, ist beschädigt'],
  ['the inflated dataset is absurdly large', 'entpackt ist der Datensatz unsinnig groß'],
  ['it has over {#n} elements', 'sie hat über {#n} Elemente'],
  ['the DICOM structure is broken: {@text}', 'die DICOM-Struktur ist fehlerhaft: {@text}'],
  ['neither an image nor a modality in it', 'weder ein Bild noch eine Modalität darin'],
  ['the file ends in its header', 'die Datei endet in ihrem Header'],
  ['the image has no rows or columns', 'das Bild hat keine Zeilen oder Spalten'],
  ['the image claims {#rows} x {#columns} pixels', 'das Bild gibt {#rows} x {#columns} Pixel an'],
  [
    'the image claims {#n} frames; there are bytes for {#most} at most',
    'das Bild gibt {#n} Frames an; die Bytes reichen höchstens für {#most}',
  ],
  [
    'Bits Allocated is {bits}; 8, 16 and 32 are read',
    'Bits Allocated ist {bits}; gelesen werden 8, 16 und 32',
  ],
  [
    'its patient and study data are absurdly large',
    'ihre Patienten- und Studiendaten sind unsinnig groß',
  ],
  ['it has no SOP Instance UID', 'sie hat keine SOP Instance UID'],
  ['it is big endian, which is not rewritten', 'sie ist Big Endian, was nicht umgeschrieben wird'],
];
