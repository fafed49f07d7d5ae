import type { Said } from './said.ts';

const REPORT = 'Bitte melden: ein Fehler des Programms.';
const AGAIN = 'Ihre Bilder erneut öffnen.';
const MODEL_FORMAT = 'Das Paket neu holen; wer es gemacht hat, siehe docs/model-format.md.';
const FETCH = 'Das Paket neu holen.';

/** About work under way, engines, model packages and the PACS. */
export const WORK = {
  'analysis-failed': [
    'Die Analyse der Studie brach ab.',
    'Erneut analysieren; bis dahin ohne das Modell befunden.',
  ],
  'study-failed': [
    'Die Analyse der Studie brach aus einem unvorhergesehenen Grund ab.',
    'Erneut laufen lassen; melden, wenn es wieder geschieht.',
  ],
  'slice-unaccounted': [
    'Eine Schicht endete weder als Ergebnis noch mit einem Grund, daher wurde das Ergebnis verworfen.',
    'Die Studie erneut analysieren und melden: ein Fehler des Programms.',
  ],
  'images-gone': [
    'Die Seite wurde geschlossen, bevor die Studie analysiert war; Bilder werden nicht aufbewahrt.',
    AGAIN,
  ],
  'reading-broke-off': [
    'Das Lesen brach ab; was gelesen war, ist in der Arbeitsliste.',
    'Erneut öffnen.',
  ],
  'worker-crashed': [
    'Ein Hintergrunddienst ist abgestürzt.',
    'Die ersten Male nichts: Die Arbeit beginnt neu. Danach andere Tabs schließen oder eine andere Engine wählen.',
  ],
  'workers-blocked': [
    'Dieser Browser startet keine Hintergrunddienste.',
    'Einen aktuellen Browser verwenden; fragen, ob eine Richtlinie oder eine Erweiterung Worker sperrt. Ohne sie kann nichts gelesen, gezeigt oder analysiert werden.',
  ],
  'worker-silent': [
    'Ein Hintergrunddienst gab kein Lebenszeichen und wurde beendet.',
    'Nichts: Die Arbeit beginnt neu. Eine andere Engine wählen, wenn es wieder geschieht.',
  ],
  'worker-version': [
    'Seite und Hintergrunddienst sind von verschiedenen Versionen des Programms.',
    'Die Seite neu laden; hilft das nicht, ihre anderen Tabs schließen.',
  ],
  'worker-error': [
    'Ein Hintergrunddienst scheiterte aus einem Grund, für den er keinen Code hat.',
    'Erneut versuchen; melden.',
  ],
  'no-run': [
    'Eine Studie sollte weiterlaufen, die nicht mehr in Arbeit ist.',
    'Erneut analysieren.',
  ],
  'no-such-slice': [
    'Es wurde nach einer Schicht gefragt, die die Studie nicht hat.',
    'Die Studie erneut öffnen.',
  ],
  'no-slice': ['Die Serie hat an dieser Stelle keine Schicht.', 'Die Studie erneut öffnen.'],
  'window-refused': [
    'Der Browser öffnete kein neues Fenster.',
    'Fenster dieser Seite erlauben und erneut versuchen.',
  ],
  'no-study': ['Etwas wurde von einer Studie verlangt, die nicht mehr in der Liste ist.', AGAIN],
  'no-result': [
    'Eine Studie sollte exportiert werden, die kein Ergebnis dafür hat.',
    'Der Export sagt, was fehlt; die Studie analysieren oder ihre Bilder erneut öffnen.',
  ],
  'no-throw-handler': [
    'Der Kanal zu den Hintergrunddiensten kann keine Fehler übertragen.',
    REPORT,
  ],
  'no-webcrypto': [
    'Der Browser bietet hier kein SHA-256.',
    'Die App über https oder von localhost ausliefern.',
  ],
  'no-app': ['Ein Teil des Bildschirms steht außerhalb der App.', REPORT],
  'no-root': ['Der Seite fehlt das Element, in das die App gezeichnet wird.', 'Neu installieren.'],
  unreachable: ['Ein Fall trat ein, der für unmöglich gehalten wurde.', REPORT],
  interrupted: [
    'Der Lauf wurde angehalten, bevor diese Schicht analysiert war.',
    'Erneut laufen lassen.',
  ],
  'engine-failed': [
    'Die Engine brach ab.',
    'Die Seite neu laden; eine andere Engine wählen, wenn es wieder geschieht.',
  ],
  'engine-lost': [
    'Die Engine, ihr Gerät oder einer ihrer Threads ist weg.',
    'Nichts: Eine andere Engine übernimmt. Die Seite neu laden, wenn keine es tut.',
  ],
  'engine-memory': [
    'Für das Modell ist nicht genug Speicher da.',
    'Andere Tabs und Programme schließen; eine WebAssembly-Engine wählen.',
  ],
  'engine-missing': [
    'Was die Engine braucht, fehlt: WebAssembly, SIMD oder Worker.',
    'Einen aktuellen Browser verwenden; fragen, ob eine Richtlinie WebAssembly abschaltet.',
  ],
  'engine-range': [
    'Ein Wert ist für 16-Bit-Zahlen zu groß.',
    'Nichts: Die Engine rechnet mit 32 Bit weiter, oder eine andere übernimmt.',
  ],
  'engine-replaced': [
    'Eine Engine ging mitten in der Arbeit verloren, und eine andere machte weiter.',
    'Nichts: Keine Schicht ging verloren oder wurde doppelt gerechnet.',
  ],
  'engine-slow': [
    'Die Engine war nicht rechtzeitig bereit.',
    'Nichts, wenn eine andere es ist; sonst die Seite neu laden.',
  ],
  'engine-unavailable': [
    'Dieser Browser oder dieses Gerät bietet nicht, worauf die Engine läuft.',
    'Eine andere Engine verwenden, oder einen Browser mit WebGPU.',
  ],
  'no-engine': [
    'Keine Engine bleibt, die richtige Zahlen liefert.',
    'Einen aktuellen Browser verwenden; die Betrachtung funktioniert trotzdem.',
  ],
  'software-adapter': [
    'Der Browser bietet eine GPU, die von der CPU berechnet wird.',
    'Nichts: Eine WebAssembly-Engine ist schneller und wurde stattdessen versucht.',
  ],
  slower: ['Eine andere Engine war auf diesem Rechner schneller.', 'Nichts.'],
  'graph-unsupported': [
    'Der Graph enthält eine Operation, die die eigenen Engines nicht bauen.',
    'Nichts, wenn tfjs ihn ausführt; sonst das Modell mit bekannten Operationen exportieren.',
  ],
  'kernels-missing': [
    'Ein kompilierter Teil des Programms fehlt.',
    'Die Seite neu laden oder neu installieren.',
  ],
  'bad-prediction': [
    'Die Engine gab für eine Schicht keine brauchbaren Wahrscheinlichkeiten.',
    'Eine andere Engine wählen; melden.',
  ],
  'model-manifest': ['Das Manifest des Modellpakets ist nicht gültig.', MODEL_FORMAT],
  'model-version': [
    'Das Paket hat eine Formatversion, die dieses Programm nicht liest.',
    'Das Programm aktualisieren, oder ein Paket einer älteren Version nehmen.',
  ],
  'model-file': [
    'Eine Datei des Modellpakets ließ sich nicht lesen.',
    'Die Verbindung oder den Ordner prüfen, und ob das Paket vollständig ist.',
  ],
  'model-size': [
    'Eine Datei des Modellpakets hat eine andere Größe, als das Manifest sagt.',
    FETCH,
  ],
  'model-hash': [
    'Eine Datei des Modellpakets ist eine andere, als das Manifest nennt.',
    'Das Paket nicht verwenden; von vertrauter Stelle neu holen.',
  ],
  'model-graph': ['Der Graph des Modells lässt sich nicht lesen oder berechnen.', MODEL_FORMAT],
  'model-weights': [
    'Die Gewichte passen nicht zum Graphen.',
    'Das Paket neu holen; wer es gemacht hat, exportiert es neu.',
  ],
  'model-sequence': [
    'Das kleine Modell entlang der Schichten einer Studie ist nicht gültig.',
    MODEL_FORMAT,
  ],
  'model-input': [
    'Eine Eingabe hat eine andere Form, als der Graph verlangt.',
    'Die Vorverarbeitung prüfen, die das Manifest nennt.',
  ],
  'model-output': [
    'Der Graph gibt etwas anderes als sechs Wahrscheinlichkeiten.',
    'Die Ausgabe prüfen, die das Manifest nennt.',
  ],
  'model-twin': [
    'Zwei Pakete haben dieselbe Kennung.',
    'Einem eine andere Kennung geben und neu packen: Ergebnisse werden danach unterschieden.',
  ],
  'model-golden': [
    'Keine Engine gibt die Referenzvektoren des Pakets wieder: Ergebnissen wäre nicht zu trauen.',
    'Das Paket neu holen; eine andere Engine oder einen anderen Browser versuchen.',
  ],
  'bad-preprocess-spec': [
    'Die Vorverarbeitung, die das Paket nennt, ist nicht gültig.',
    'Wer das Paket gemacht hat, siehe docs/model-format.md.',
  ],
  'bad-verdicts': [
    'Bewertungen widersprechen sich oder sind nicht lesbar.',
    'Siehe die genannte Studie oder Zeile; die falsche zurücknehmen.',
  ],
  'one-class': [
    'Alle Studien gehören zu einer Klasse: mit Blutung, oder ohne.',
    'Studien der anderen Klasse hinzunehmen.',
  ],
  'too-few': [
    'Es sind zu wenige Studien, um etwas zu sagen.',
    'Studien mit Bewertungen hinzunehmen.',
  ],
  'no-model': [
    'Kein Modell ist geladen.',
    'Eines laden: seinen Ordner nennen, oder die Seite neu laden.',
  ],
  'pacs-unreachable': [
    'Das PACS ist nicht erreichbar, oder es brach die Verbindung ab.',
    'Adresse prüfen und ob es läuft; erneut fragen.',
  ],
  'pacs-silent': [
    'Das PACS hörte mittendrin auf zu antworten, oder brauchte länger, als gewartet wird.',
    'Erneut fragen, wenn es weniger zu tun hat; bleibt es so, den Administrator benachrichtigen.',
  ],
  'pacs-refused': [
    'Das PACS nimmt die Zugangsdaten nicht an, oder es gibt keine.',
    'Die Zugangsdaten in der Umgebung oder der Datei prüfen.',
  ],
  'pacs-redirect': [
    'Das PACS verweist die Anfrage an eine andere Adresse, der nie gefolgt wird.',
    'Seine endgültige Adresse angeben.',
  ],
  'pacs-not-found': [
    'Das PACS hat nicht, wonach gefragt wurde, oder verbirgt es.',
    'Die Studie im PACS nachsehen; zwei Patienten unter einer Studie können sie verbergen.',
  ],
  'pacs-error': [
    'Das PACS antwortete mit einem Fehler.',
    'Erneut fragen; bleibt es so, siehe sein Protokoll.',
  ],
  'pacs-foreign': [
    'Was kam, ist kein DICOMweb: eine Anmeldeseite oder ein anderer Server.',
    'Die Adresse prüfen, und ob kein Portal davorsteht.',
  ],
  'pacs-broken': [
    'Die Antwort des PACS ist abgeschnitten oder ergibt keinen Sinn; nichts davon wurde verwendet.',
    'Erneut fragen; siehe das Protokoll des PACS und dessen, was davorsteht.',
  ],
  'pacs-too-large': [
    'Die Antwort des PACS ist größer als alles, was von einem gelesen wird.',
    'Die Studie im PACS ansehen; ist sie heil, in einen Ordner exportieren.',
  ],
  'pacs-bad-row': [
    'Eine Zeile der Studienliste hat keine brauchbare Study Instance UID.',
    'Die Studie im PACS suchen und dort befunden; sie lässt sich nicht holen.',
  ],
  'pacs-list-incomplete': [
    'Das PACS hat möglicherweise mehr Studien, als seine Liste ergab.',
    'Nach weniger auf einmal fragen, etwa einem Tag; mit der Liste im PACS vergleichen.',
  ],
  'pacs-other-study': [
    'Das PACS gab ein Bild einer Studie, nach der nicht gefragt war; es wurde nicht verwendet.',
    'Den PACS-Administrator benachrichtigen.',
  ],
  'pacs-two-patients': [
    'Das PACS gab Bilder zweier Patienten unter einer Study Instance UID.',
    'Die Zeilen mit dem PACS vergleichen und die Patienten vom Administrator trennen lassen.',
  ],
  'pacs-fewer': [
    'Das PACS gab weniger Bilder einer Studie, als es angab.',
    'Die Studie erneut holen; die Zahl mit dem PACS vergleichen.',
  ],
  'pacs-gone': [
    'Bilder, die hier offen sind, sind nicht mehr im PACS.',
    'Die Studie mit dem PACS vergleichen; die Seite neu laden und sie erneut holen.',
  ],
  'pacs-not-stored': [
    'Das PACS nahm ein Ergebnis nicht an.',
    'Siehe Code und Protokoll des PACS; das Ergebnis lässt sich stattdessen in einen Ordner schreiben.',
  ],
  'has-result': [
    'Die Studie hat schon ein Ergebnis dieses Modells.',
    'Nichts: Das Ergebnis entfernen, um sie erneut analysieren zu lassen.',
  ],
} as const satisfies Said;
