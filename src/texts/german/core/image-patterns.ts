/** Why an image was not decoded, or is to be taken with care, as `PATTERNS` has the sentences of the core: most particular first. */
export const IMAGE_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  // Where the pixels lie.
  [
    'the pixel data is encapsulated, which {syntax} is not',
    'die Pixeldaten sind gekapselt, was {syntax} nicht ist',
  ],
  [
    'the pixel data is not encapsulated, which {syntax} is',
    'die Pixeldaten sind nicht gekapselt, was {syntax} ist',
  ],
  [
    'a frame is missing or one too many, and nothing says where each begins: none can be told from the next',
    'ein Frame fehlt oder ist zu viel, und nichts sagt, wo jeder beginnt: Keiner ist vom nächsten zu unterscheiden',
  ],
  ['the frame is missing in the pixel data', 'der Frame fehlt in den Pixeldaten'],
  ['the file ends before the pixels of this frame', 'die Datei endet vor den Pixeln dieses Frames'],
  ['there are no pixels in the file', 'in der Datei sind keine Pixel'],
  ['more than half of the pixel data is missing', 'mehr als die Hälfte der Pixeldaten fehlt'],
  [
    'the pixel data is cut short: the last {#n} of {#rows} rows are filled with air',
    'die Pixeldaten sind abgeschnitten: Die letzten {#n} von {#rows} Zeilen sind mit Luft gefüllt',
  ],
  // Codecs.
  [
    "an image of {#rows} x {#columns} x {#samples} isn't decoded",
    'ein Bild von {#rows} x {#columns} x {#samples} wird nicht dekodiert',
  ],
  [
    'palette color images have no Hounsfield scale',
    'Bilder mit Farbpalette haben keine Hounsfield-Skala',
  ],
  ['the {codec} decoder failed: {text}', 'der Dekoder für {codec} ist gescheitert: {text}'],
  [
    'the {codec} codestream is cut short: its end marker is missing',
    'der {codec}-Codestream ist abgeschnitten: Seine Endmarke fehlt',
  ],
  [
    'the codestream is {#a} x {#b} x {#c}, the header says {#d} x {#e} x {#f}',
    'der Codestream hat {#a} x {#b} x {#c}, der Header sagt {#d} x {#e} x {#f}',
  ],
  [
    'the codestream holds {#n} bits a sample, the header says {#m}',
    'der Codestream enthält {#n} Bit je Sample, der Header sagt {#m}',
  ],
  [
    'the codestream says that its samples are signed, the header that they are not',
    'der Codestream sagt, dass seine Samples ein Vorzeichen haben, der Header, dass sie keines haben',
  ],
  [
    'the codestream says that its samples are unsigned, the header that they are not',
    'der Codestream sagt, dass seine Samples kein Vorzeichen haben, der Header, dass sie eines haben',
  ],
  [
    '{@surplus}: the matrix may be wrong, or the pixels be damaged',
    '{@surplus}: Die Matrix kann falsch sein, oder die Pixel beschädigt',
  ],
  ['there is no JPEG 2000 codestream', 'es gibt keinen JPEG-2000-Codestream'],
  ['there is no JPEG-LS frame header', 'es gibt keinen JPEG-LS-Frame-Header'],
  ['a JPEG Huffman table overflows', 'eine JPEG-Huffman-Tabelle läuft über'],
  [
    'a JPEG Huffman code is not in its table',
    'ein JPEG-Huffman-Code steht nicht in seiner Tabelle',
  ],
  ['a JPEG Huffman table is too long', 'eine JPEG-Huffman-Tabelle ist zu lang'],
  [
    'lossless JPEG with subsampling is not supported',
    'verlustfreies JPEG mit Unterabtastung wird nicht unterstützt',
  ],
  [
    'lossless JPEG restarting inside a row is not supported',
    'verlustfreies JPEG mit Neustart innerhalb einer Zeile wird nicht unterstützt',
  ],
  ['there is no JPEG predictor {#n}', 'es gibt keinen JPEG-Prädiktor {#n}'],
  [
    'the JPEG codestream is cut off in its headers',
    'der JPEG-Codestream ist in seinen Headern abgeschnitten',
  ],
  ['the JPEG codestream holds no pixels', 'der JPEG-Codestream enthält keine Pixel'],
  ['a JPEG scan comes before its frame', 'ein JPEG-Scan steht vor seinem Frame'],
  ['JPEG SOF{#n} is not supported', 'JPEG SOF{#n} wird nicht unterstützt'],
  ['the JPEG frame header makes no sense', 'der JPEG-Frame-Header ergibt keinen Sinn'],
  ['the JPEG sampling factors make no sense', 'die JPEG-Abtastfaktoren ergeben keinen Sinn'],
  ['the JPEG scan header makes no sense', 'der JPEG-Scan-Header ergibt keinen Sinn'],
  [
    'a JPEG scan lacks its component or Huffman table',
    'einem JPEG-Scan fehlt seine Komponente oder Huffman-Tabelle',
  ],
  ['a JPEG scan has no component', 'ein JPEG-Scan hat keine Komponente'],
  ['a JPEG scan lacks a table', 'einem JPEG-Scan fehlt eine Tabelle'],
  [
    'fractional JPEG subsampling is not supported',
    'gebrochene JPEG-Unterabtastung wird nicht unterstützt',
  ],
  ['RLE with {#n} bits is not supported', 'RLE mit {#n} Bit wird nicht unterstützt'],
  ['the RLE header is missing', 'der RLE-Header fehlt'],
  ['{#n} RLE segments where {#m} belong', '{#n} RLE-Segmente, wo {#m} hingehören'],
  ['an RLE segment has no place', 'ein RLE-Segment hat keinen Ort'],
  ['{#n} bits allocated are not supported', '{#n} Bits Allocated werden nicht unterstützt'],
  [
    'decoding it needs WebAssembly, which is switched off',
    'zum Dekodieren wird WebAssembly gebraucht, und das ist abgeschaltet',
  ],
  ['{syntax} has no decoder', 'für {syntax} gibt es keinen Dekoder'],
  ['the {codec} codestream is broken: {text}', 'der {codec}-Codestream ist fehlerhaft: {text}'],
  ['the {codec} codestream is broken', 'der {codec}-Codestream ist fehlerhaft'],
  ['the codec gave too few samples', 'der Codec gab zu wenige Samples'],
  ['{syntax} is not supported', '{syntax} wird nicht unterstützt'],
  // Values.
  ['a color image, read as gray', 'ein Farbbild, als grau gelesen'],
  [
    'High Bit {#bit} with {#n} bits stored: the samples are read without their low bits',
    'High Bit {#bit} bei {#n} gespeicherten Bits: Die Samples werden ohne ihre unteren Bits gelesen',
  ],
  [
    'bits above the {#n} that the header says are stored are set, and left out: an overlay, or values of more bits',
    'Bits über den {#n}, die laut Header gespeichert sind, sind gesetzt und werden weggelassen: ein Overlay, oder Werte mit mehr Bits',
  ],
  [
    'samples of more than the {#n} bits that the header says are stored',
    'Samples mit mehr als den {#n} Bits, die laut Header gespeichert sind',
  ],
  [
    'Only single-sample images have Hounsfield units.',
    'Nur Bilder mit einem Sample je Pixel haben Hounsfield-Einheiten.',
  ],
  [
    'no usable rescale {@word}: values may not be Hounsfield units',
    'ohne brauchbaren Rescale {@word}: Die Werte sind vielleicht keine Hounsfield-Einheiten',
  ],
  ['slope (1 used) and intercept (0 used)', 'Slope (genommen: 1) und Intercept (genommen: 0)'],
  ['slope (1 used)', 'Slope (genommen: 1)'],
  ['intercept (0 used)', 'Intercept (genommen: 0)'],
  [
    'pixel padding reaches {#hu} HU, where tissue may lie: not taken for padding',
    'Pixel Padding reicht bis {#hu} HU, wo Gewebe liegen kann: nicht als Padding genommen',
  ],
  [
    'MONOCHROME1: stored for an inverted display; Hounsfield units are not affected',
    'MONOCHROME1: für invertierte Anzeige gespeichert; Hounsfield-Einheiten sind nicht betroffen',
  ],
  ['the rescale type is {type}, not HU', 'der Rescale Type ist {type}, nicht HU'],
  [
    'values from {#low} to {#high}: looks like gray levels, not Hounsfield units',
    'Werte von {#low} bis {#high}: sieht nach Grauwerten aus, nicht nach Hounsfield-Einheiten',
  ],
  [
    'values from {#low} to {#high}: no air, no soft tissue',
    'Werte von {#low} bis {#high}: keine Luft, kein Weichteilgewebe',
  ],
  [
    'values from {#low} to {#high}: no air: the rescale intercept is probably missing',
    'Werte von {#low} bis {#high}: keine Luft: Rescale Intercept fehlt vermutlich',
  ],
  [
    'values from {#low} to {#high}: nothing as dense as water',
    'Werte von {#low} bis {#high}: nichts so dicht wie Wasser',
  ],
  [
    '1 stored value had wrapped round 12 bits and was repaired',
    '1 gespeicherter Wert war über 12 Bit übergelaufen und wurde repariert',
  ],
  [
    '{#n} stored values had wrapped round 12 bits and were repaired',
    '{#n} gespeicherte Werte waren über 12 Bit übergelaufen und wurden repariert',
  ],
  ['Neighboring slices differ in size.', 'Benachbarte Schichten sind verschieden groß.'],
  [
    'rows and columns are at {#angle} degrees, not at right angles',
    'Zeilen und Spalten stehen in {#angle} Grad, nicht im rechten Winkel',
  ],
  ['the orientation holds what is no number', 'die Ausrichtung enthält, was keine Zahl ist'],
  [
    'the orientation’s vectors are not of length 1',
    'die Vektoren der Ausrichtung haben nicht die Länge 1',
  ],
  // Planes.
  ['there is one slice', 'es gibt eine Schicht'],
  [
    'this is a localizer, a single view of the whole',
    'dies ist ein Topogramm (Localizer), eine einzige Ansicht des Ganzen',
  ],
  ['these are color images', 'dies sind Farbbilder'],
  ['the files do not say where the slices lie', 'die Dateien sagen nicht, wo die Schichten liegen'],
  [
    'the files do not say how large the pixels are',
    'die Dateien sagen nicht, wie groß die Pixel sind',
  ],
  ['the orientation of a slice makes no sense', 'die Ausrichtung einer Schicht ergibt keinen Sinn'],
  ['the slices are {#angle}° from axial', 'die Schichten sind {#angle}° gegen axial geneigt'],
  ['the slices are not parallel', 'die Schichten sind nicht parallel'],
  [
    'different images lie at one place: it may be two acquisitions',
    'verschiedene Bilder liegen an einer Stelle: Es können zwei Aufnahmen sein',
  ],
  [
    'two slices lie at one place: it may be two acquisitions',
    'zwei Schichten liegen an einer Stelle: Es können zwei Aufnahmen sein',
  ],
  [
    'slices at different places have one name',
    'Schichten an verschiedenen Stellen haben einen Namen',
  ],
  [
    '{#n} slices of these many pixels do not fit into {#mb} MB of memory',
    '{#n} Schichten mit so vielen Pixeln passen nicht in {#mb} MB Speicher',
  ],
  [
    '{#mm} mm lie between slices {#a} and {#b}: nothing is known of what is there',
    '{#mm} mm liegen zwischen den Schichten {#a} und {#b}: Von dort ist nichts bekannt',
  ],
  // A slice that is asked for.
  ['There is no slice {#n}.', 'Es gibt keine Schicht {#n}.'],
  ['The study has no such slice.', 'Die Studie hat keine solche Schicht.'],
  ['The series has no such slice.', 'Die Serie hat keine solche Schicht.'],
  ['The slice is not there.', 'Die Schicht ist nicht da.'],
  ['The slice cannot be decoded.', 'Die Schicht lässt sich nicht dekodieren.'],
  [
    'The model gave no usable probabilities for a slice.',
    'Das Modell gab für eine Schicht keine brauchbaren Wahrscheinlichkeiten.',
  ],
];
