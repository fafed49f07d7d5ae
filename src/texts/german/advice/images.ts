import type { Said } from './said.ts';

const CHECK_AIR = 'Einen bekannten Wert prüfen, etwa Luft bei -1000 HU.';
const REPORT = 'Bitte melden: ein Fehler des Programms.';

/** About DICOM files and their pixels. */
export const IMAGES = {
  'not-dicom': [
    'Die Datei ist kein DICOM.',
    'Nichts, wenn es kein Bild ist; sonst die Studie als DICOM exportieren.',
  ],
  broken: [
    'Aufbau oder Header der Datei ergeben keinen Sinn.',
    'Die Datei erneut exportieren oder kopieren.',
  ],
  dicomdir: [
    'Ein DICOMDIR listet Dateien und enthält kein Bild.',
    'Den Ordner öffnen, in dem es liegt.',
  ],
  'file-missing': [
    'Ein DICOMDIR nennt eine Datei, die nicht dabei war: Eine Studie kann weniger sein, als sie war.',
    'Den ganzen Datenträger neu kopieren und alles davon öffnen.',
  ],
  'no-pixel-data': [
    'Die Datei, oder einer ihrer Frames, enthält keine Pixel.',
    'Nichts bei Berichten und Presentation States; sonst das Bild erneut exportieren.',
  ],
  'not-ct': ['Die Modalität ist nicht CT.', 'Ein natives Schädel-CT öffnen.'],
  'not-grayscale': [
    'Das Bild hat mehr als einen Wert je Pixel: Es hat keine Hounsfield-Einheiten.',
    'Die Originalschichten statt einer Aufnahme öffnen.',
  ],
  color: ['Ein Farbbild, etwa eine Bildschirmaufnahme.', 'Die Originalschichten öffnen.'],
  'palette-color': [
    'Ein Bild mit Farbpalette hat keine Hounsfield-Skala.',
    'Die Originalschichten öffnen.',
  ],
  'bits-allocated': [
    'Die Pixel haben eine Breite, die nicht gelesen wird.',
    'Mit 8, 16 oder 32 Bits Allocated exportieren.',
  ],
  truncated: ['Die Pixeldaten enden zu früh.', 'Die Datei erneut kopieren oder exportieren.'],
  'size-mismatch': [
    'Das komprimierte Bild hat eine andere Größe, als sein Header sagt.',
    'Der Datei nicht trauen; erneut exportieren.',
  ],
  'absurd-size': [
    'Das Bild will größer sein als jede CT-Schicht.',
    'Der Datei nicht trauen; erneut exportieren.',
  ],
  'broken-jpeg': [
    'Die JPEG-Daten sind beschädigt.',
    'Die Datei erneut exportieren, wenn möglich unkomprimiert.',
  ],
  'broken-codestream': [
    'Die JPEG-LS-, JPEG-2000- oder HTJ2K-Daten sind beschädigt.',
    'Die Datei erneut exportieren, wenn möglich unkomprimiert.',
  ],
  'broken-rle': [
    'Die RLE-Daten sind beschädigt.',
    'Die Datei erneut exportieren, wenn möglich unkomprimiert.',
  ],
  'jpeg-process': [
    'Ein zurückgezogenes oder seltenes JPEG-Verfahren wird nicht dekodiert.',
    'Unkomprimiert oder als JPEG 2000 exportieren.',
  ],
  'unsupported-transfer-syntax': [
    'Kein Decoder liest diese Transfersyntax.',
    'Unkomprimiert oder als JPEG 2000 exportieren.',
  ],
  'codec-missing': [
    'Der Decoder dieser Transfersyntax fehlt im Programm.',
    'Die Seite neu laden oder neu installieren; bis dahin unkomprimiert exportieren.',
  ],
  'decoder-failed': [
    'Der Decoder brach bei diesem Bild ab.',
    'Die Datei erneut exportieren; melden, wenn ein anderer Betrachter sie zeigt.',
  ],
  'slice-undecodable': [
    'Die Schicht ließ sich nicht dekodieren, daher lässt sich nichts aus ihr berechnen.',
    'Siehe den Grund, den die Schicht selbst nennt.',
  ],
  'slice-failed': [
    'Beim Vorbereiten der Schicht geschah etwas Unvorhergesehenes.',
    'Die Studie erneut analysieren; melden, wenn es wieder geschieht.',
  ],
  'slice-sizes-differ': [
    'Schichten für eine Eingabe haben verschiedene Größen.',
    'Bitte melden: Das Programm hätte sie getrennt halten müssen.',
  ],
  'twelve-bit-wrap-repaired': [
    'Werte jenseits von 12 Bit waren übergelaufen und wurden zurückgesetzt.',
    'Beachten: Wo Luft und Knochen aneinandergrenzen, ist die Reparatur eine Vermutung.',
  ],
  'padding-in-tissue-range': [
    'Der Füllwert liegt im Bereich von Gewebe, daher wurde er nicht ausgeschnitten.',
    'Den Bildrand ansehen, bevor man Befunden dort traut.',
  ],
  monochrome1: [
    'Das Bild ist mit umgekehrten Graustufen gespeichert und wurde umgedreht.',
    'Nichts; mit einem anderen Betrachter vergleichen, wenn die Graustufen falsch wirken.',
  ],
  'rescale-missing': [
    'Rescale Slope und Intercept sind nicht angegeben; die Werte wurden genommen, wie sie sind, oder geschätzt.',
    CHECK_AIR,
  ],
  'rescale-type': ['Der Rescale Type ist nicht HU.', CHECK_AIR],
  'implausible-hounsfield': [
    'Die Werte können keine Hounsfield-Einheiten eines Kopfes sein.',
    'Die Originalserie öffnen; Slope und Intercept prüfen.',
  ],
  'illegal-uids': [
    'UIDs der Bilder sind in DICOM nicht erlaubt, daher kann sich kein Bericht auf sie beziehen.',
    'Die Studie mit gültigen UIDs exportieren lassen.',
  ],
  'absurd-identity': [
    'Die Angaben zu Patient und Studie sind viel größer, als Namen und Nummern es sind.',
    'Das Bild erneut exportieren; sein Ergebnis lässt sich nicht als DICOM schreiben.',
  ],
  'no-evidence': [
    'Es gibt keine Schicht, auf die sich ein Bericht beziehen könnte.',
    'Zuerst die Studie analysieren.',
  ],
  'bad-tag': ['Ein Attribut wurde genannt, das kein DICOM-Tag ist.', REPORT],
  'bad-vr': ['Eine Binärzahl sollte mit einer VR geschrieben werden, die keine fasst.', REPORT],
  'bad-value': ['Ein Wert passt nicht zu der VR, mit der er geschrieben werden sollte.', REPORT],
  'value-too-long': ['Ein Wert ist länger, als DICOM für seine VR erlaubt.', 'Kürzen.'],
  'bad-window': [
    'Ein Fenster braucht eine endliche Mitte und eine Weite von mindestens 1.',
    'Ein anderes Fenster wählen.',
  ],
  'surplus-pixels': [
    'Es gibt mehr Pixelbytes, als das Bild Platz hat.',
    'Dem Bild nicht trauen: Die Matrix kann falsch sein. Erneut exportieren.',
  ],
  'frames-unclear': [
    'Ein Frame fehlt oder ist zu viel, und nichts sagt, wo jeder beginnt.',
    'Die Studie erneut exportieren, wenn möglich eine Datei je Schicht.',
  ],
  'too-many-frames': [
    'Das Bild gibt mehr Frames an, als es Bytes gibt.',
    'Der Datei nicht trauen; erneut exportieren.',
  ],
  'bits-shifted': [
    'Der Header sagt, dass die gespeicherten Bits nicht am unteren Ende ihres Werts liegen.',
    `${CHECK_AIR} Erneut exportieren.`,
  ],
  'bits-beyond': [
    'Bits über denen, die laut Header gespeichert sind, sind gesetzt; sie wurden weggelassen.',
    `${CHECK_AIR} Erneut exportieren.`,
  ],
  'encapsulation-contradicts': [
    'Transfersyntax und Pixeldaten widersprechen sich darin, ob komprimiert ist.',
    'Die Studie erneut exportieren.',
  ],
  'codestream-precision': [
    'Codestream und Header nennen verschiedene Bitzahlen.',
    `${CHECK_AIR} Erneut exportieren.`,
  ],
  'codestream-sign': [
    'Codestream und Header widersprechen sich darin, ob Werte ein Vorzeichen haben.',
    `${CHECK_AIR} Erneut exportieren.`,
  ],
} as const satisfies Said;
