import type { Said } from './said.ts';

/** About files that were given. */
export const FILES = {
  empty: [
    'Die Datei hat keine Bytes, oder die Serie hat keine Schichten.',
    'Erneut exportieren: Die Kopie wurde abgeschnitten.',
  ],
  'system-file': [
    'Das Betriebssystem hat diese Datei neben den Bildern abgelegt.',
    'Nichts: Es ist kein Bild.',
  ],
  'not-a-file': [
    'Eine Verknüpfung, ein Gerät oder eine andere besondere Datei.',
    'Die Datei oder den Ordner öffnen, auf den sie zeigt.',
  ],
  unreadable: [
    'Die Festplatte oder der Browser gab die Datei nicht heraus.',
    'Prüfen, ob sie noch da ist und gelesen werden darf, dann erneut öffnen.',
  ],
  'folder-unreadable': [
    'Der beobachtete Ordner lässt sich nicht auflisten: Er wurde verschoben, oder sein Laufwerk fehlt.',
    'Den Ordner zurückbringen; er wird immer wieder gesucht. Oder einen anderen beobachten.',
  ],
  'folder-refused': [
    'Der Browser hat die Erlaubnis zurückgenommen, den beobachteten Ordner zu lesen.',
    'Die Erlaubnis mit der Schaltfläche in der Zeile des Ordners neu geben.',
  ],
  'reading-stopped': [
    'Das Einlesen wurde angehalten oder brach ab, bevor diese Dateien gelesen waren.',
    'Die Dateien erneut öffnen: Was schon gelesen ist, wird nicht zweimal gelesen.',
  ],
  'already-open': [
    'Genau diese Schicht ist in diesem Tab schon offen.',
    'Nichts: Sie wurde beim ersten Mal gelesen.',
  ],
  duplicate: [
    'Dieselbe Schicht, oder eine an derselben Stelle, wurde zweimal gegeben.',
    'Nichts, außer die beiden sollten sich unterscheiden: Dann die Serie neu exportieren.',
  ],
  'source-gone': [
    'Die Datei wurde seit dem Öffnen verschoben, geändert oder gelöscht.',
    'Erneut öffnen.',
  ],
  'no-such-path': ['Den Pfad gibt es nicht.', 'Die Schreibweise prüfen.'],
  'no-such-file': [
    'Es wurde nach einer Datei gefragt, die nicht gegeben wurde.',
    'Bitte melden: Das Programm hat eine Datei aus den Augen verloren.',
  ],
  'zip-broken': [
    'Das Archiv ist beschädigt: Verzeichnis, Größen oder Daten passen nicht zusammen.',
    'Erneut kopieren oder herunterladen; bleibt es so, zuerst mit einem anderen Programm entpacken.',
  ],
  'zip-encrypted': [
    'Der Eintrag ist verschlüsselt.',
    'Das Archiv mit seinem Passwort entpacken und den Ordner öffnen.',
  ],
  'zip-method': [
    'Der Eintrag ist anders gepackt als mit Stored oder Deflate.',
    'Das Archiv mit einem anderen Programm entpacken und den Ordner öffnen.',
  ],
  'zip-nested': [
    'Ein Archiv in einem Archiv in einem Archiv wird nicht geöffnet.',
    'Das innere Archiv entpacken und seinen Ordner öffnen.',
  ],
  'zip-bomb': [
    'Der Eintrag wächst beim Entpacken stärker, als Bilder es tun.',
    'Dem Archiv nicht trauen; ist es das eigene, entpacken und den Ordner öffnen.',
  ],
  'zip-too-large': [
    'Das Archiv wird entpackt größer, als von einem gelesen wird.',
    'Entpacken und die Ordner einzeln öffnen.',
  ],
  'zip-too-many': [
    'Das Archiv listet mehr Einträge, als von einem gelesen werden.',
    'Entpacken und die Ordner einzeln öffnen.',
  ],
  'reader-crashed': [
    'Das Lesen der Datei hat den Lesedienst im Hintergrund beendet; die anderen Dateien las ein neuer.',
    'Die Datei in einem anderen Betrachter öffnen; ist sie dort heil, ohne Patientendaten melden.',
  ],
  zip: [
    'Ein ZIP-Archiv, dessen Name nicht auf .zip endet.',
    'Umbenennen, oder entpacken und den Ordner öffnen.',
  ],
  'zip-count': [
    'Das Archiv nennt eine andere Zahl von Dateien, als es listet.',
    'Die Dateien zählen; das Archiv erneut kopieren oder herunterladen.',
  ],
  'zip-empty': ['Im Archiv ist keine Datei.', 'Erneut exportieren.'],
  'zip-checksum': [
    'Die Daten des Eintrags sind nicht die, die gepackt wurden: Er wurde beschädigt.',
    'Das Archiv erneut kopieren oder herunterladen.',
  ],
} as const satisfies Said;
