/** German of the room ui/adaptation. */
export const ADAPTATION = {
  Adaptation: 'Anpassung',
  'Adapted to this desk': 'An diesen Platz angepasst',
  'Numbers and thresholds of any hemorrhage: fitted on {count} of the site.':
    'Zahlen und Schwellenwerte für Blutungen jeder Art: angepasst an {count} des Hauses.',
  'Take back': 'Zurücknehmen',
  'Adapting the numbers to this site': 'Die Zahlen an dieses Haus anpassen',
  'Readers’ verdicts on 10 to 200 studies against the numbers that the model gave them. Looking changes nothing, and nothing leaves this tab.':
    'Bewertungen der Befunder zu 10 bis 200 Studien gegen die Zahlen, die das Modell ihnen gab. Ansehen ändert nichts, und nichts verlässt diesen Tab.',
  '{count} of this list with a verdict and a number': '{count} dieser Liste mit Bewertung und Zahl',
  'Exported list or log of verdicts …': 'Exportierte Liste oder Bewertungsprotokoll …',
  'Exported list or log of verdicts': 'Exportierte Liste oder Bewertungsprotokoll',
  'Studies to hold them against …': 'Studien zum Vergleich …',
  'Studies to hold them against': 'Studien zum Vergleich',
  Propose: 'Vorschlagen',
  'Leave out {name}': '{name} weglassen',
  'Leave out': 'Weglassen',
  'Held against {name}': 'Verglichen mit {name}',
  'The model’s own instead': 'Stattdessen die des Modells',
  'Fitting; patients are drawn a thousand times …':
    'Wird angepasst; Patienten werden tausendmal gezogen …',
  '{count} fitted on.': 'An {count} angepasst.',
  'Nothing was changed.': 'Nichts wurde geändert.',
  Proposed: 'Vorgeschlagen',
  Stays: 'Bleibt',
  'no interval': 'kein Intervall',
  '{low} to {high}': '{low} bis {high}',
  '{low} to {high}, n = {n}': '{low} bis {high}, n = {n}',
  '{count} with a verdict: {positives} with hemorrhage, {others} without. Package {id} ({hash}).':
    '{count} mit Bewertung: {positives} mit Blutung, {others} ohne. Paket {id} ({hash}).',
  'Is 60 % here 60 of 100?': 'Sind 60 % hier 60 von 100?',
  'Log loss {before} as it is, {after} on studies held out (gain {gain}; {range}).':
    'Log-Loss {before} wie es ist, {after} an zurückgehaltenen Studien (Gewinn {gain}; {range}).',
  'What the operating points do here': 'Was die Arbeitspunkte hier leisten',
  'Sensitivity, as it is': 'Sensitivität, wie es ist',
  'Sensitivity, chosen here': 'Sensitivität, hier gewählt',
  'Specificity, as it is': 'Spezifität, wie es ist',
  'Specificity, chosen here': 'Spezifität, hier gewählt',
  'Threshold {before} as it is, {chosen} chosen here; {reason}.':
    'Schwellenwert {before} wie es ist, {chosen} hier gewählt; {reason}.',
  'Do studies look like the model’s own?': 'Sehen die Studien aus wie die des Modells?',
  'Do studies look like those of {name}?': 'Sehen die Studien aus wie die in {name}?',
  'numbers of another package: left out': 'Zahlen eines anderen Pakets: weggelassen',
  'verdict neither hemorrhage nor none: left out':
    'Bewertung weder Blutung noch keine: weggelassen',
  'a verdict and no number: left out': 'eine Bewertung und keine Zahl: weggelassen',
  'no verdict: watched for drift only': 'keine Bewertung: nur auf Drift beobachtet',
  'package not stated: taken for this one': 'Paket nicht genannt: für dieses genommen',
  'called with the result on the screen: such verdicts lean towards it':
    'bewertet mit dem Ergebnis auf dem Bildschirm: solche Bewertungen neigen ihm zu',
  'Nothing is proposed: these studies do not show that the package’s numbers are off here.':
    'Nichts wird vorgeschlagen: Diese Studien zeigen nicht, dass die Zahlen des Pakets hier falsch liegen.',
  'In use at this desk': 'An diesem Platz in Gebrauch',
  'Use at this desk': 'An diesem Platz verwenden',
  'Save it for the command line (JSON)': 'Für die Kommandozeile speichern (JSON)',
  'Ranks and flags follow at once from the probabilities that are there; wherever numbers stand, a badge says so, and one click takes it back.':
    'Ränge und Hinweise folgen sofort aus den vorhandenen Wahrscheinlichkeiten; wo Zahlen stehen, sagt es eine Marke, und ein Klick nimmt es zurück.',
  'How many studies show hemorrhage': 'Wie viele Studien eine Blutung zeigen',
  'By verdicts': 'Nach Bewertungen',
  'By the numbers alone': 'Nach den Zahlen allein',
  'Where the package was calibrated': 'Wo das Paket kalibriert wurde',
  'Numbers and verdicts contradict each other: the numbers are not calibrated here, and theirs is no estimate.':
    'Zahlen und Bewertungen widersprechen sich: Die Zahlen sind hier nicht kalibriert, und was sie ergeben, ist keine Schätzung.',
  'Another prevalence than the package’s shifts every probability.':
    'Eine andere Prävalenz als die des Pakets verschiebt jede Wahrscheinlichkeit.',
  'As it is': 'Wie es ist',
  'Fitted here, held out': 'Hier angepasst, zurückgehalten',
  'said {said}, was {was} (n = {n})': 'gesagt {said}, war {was} (n = {n})',
  'calibration error {ece}': 'Kalibrierungsfehler {ece}',
  'probability said': 'gesagte Wahrscheinlichkeit',
  'Probabilities of any hemorrhage': 'Wahrscheinlichkeiten für Blutungen jeder Art',
  'Median HU of the brain': 'Median der HU des Gehirns',
  'Not watched: the package brings no studies of its own to hold these against, or too few are given. A list of studies that were right can be given instead.':
    'Nicht beobachtet: Das Paket bringt keine eigenen Studien zum Vergleich mit, oder es sind zu wenige. Stattdessen kann eine Liste von Studien gegeben werden, die stimmten.',
  Alarm: 'Alarm',
  'No alarm': 'Kein Alarm',
  'All together': 'Alle zusammen',
  'They differ': 'Sie unterscheiden sich',
  'They do not differ enough': 'Sie unterscheiden sich nicht genug',
  'greatest distance {distance}, p {p}': 'größter Abstand {distance}, p {p}',
  'Study after study': 'Studie für Studie',
  'No run of values': 'Keine Folge von Werten',
  'A run of higher values, noticed at study {n}':
    'Eine Folge höherer Werte, bemerkt bei Studie {n}',
  'A run of lower values, noticed at study {n}':
    'Eine Folge niedrigerer Werte, bemerkt bei Studie {n}',
  'Both can be so: the first looks at all studies, the second at some in a row.':
    'Beides kann zugleich stimmen: Das Erste betrachtet alle Studien, das Zweite einige in Folge.',
  'Median {here} here (n = {n}), {there} there (n = {m}).':
    'Median {here} hier (n = {n}), {there} dort (n = {m}).',
  'With nothing changed, {percent} % of looks raise a false alarm in one of these distributions.':
    'Ist nichts verändert, geben {percent} % der Blicke in einer dieser Verteilungen falschen Alarm.',
  'a false alarm among as many: {percent} %': 'falscher Alarm unter so vielen: {percent} %',
  '{name}: part of studies up to each value: here, and {those}':
    '{name}: Anteil der Studien bis zu jedem Wert: hier, und {those}',
  'the model’s own': 'die des Modells',
  here: 'hier',
};
