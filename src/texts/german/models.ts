/** German of the room ui/models. */
export const MODELS = {
  'any hemorrhage': 'Blutung jeder Art',
  'Checking {title} on this machine': '{title} wird auf diesem Rechner geprüft',
  '{title} reads now. Studies whose images are here are analyzed again.':
    '{title} liest jetzt. Studien, deren Bilder hier sind, werden erneut analysiert.',
  '{title} is not used: {reason} Nothing was changed.':
    '{title} wird nicht verwendet: {reason} Nichts wurde geändert.',
  'Checking the package': 'Das Paket wird geprüft',
  '{title} was checked and is listed until this tab is closed.':
    '{title} wurde geprüft und steht in der Liste, bis dieser Tab geschlossen wird.',
  'The package is not taken: {reason}': 'Das Paket wird nicht angenommen: {reason}',
  Models: 'Modelle',
  'Choosing one analyzes every study again whose images are here. Accuracy is the package’s own figure, on the slices that it was measured on.':
    'Eine Wahl analysiert jede Studie erneut, deren Bilder hier sind. Die Genauigkeit ist die eigene Angabe des Pakets, an den Schichten, an denen es gemessen wurde.',
  Download: 'Download',
  'All that is fetched: weights, graph, and the images that prove an engine':
    'Alles, was geladen wird: Gewichte, Graph und die Bilder, an denen sich eine Engine beweist',
  'ms a slice here': 'ms je Schicht hier',
  'AUC of any hemorrhage': 'AUC, Blutung jeder Art',
  Choice: 'Auswahl',
  '; untrained: its numbers mean nothing': '; untrainiert: Seine Zahlen bedeuten nichts',
  '; yours, until this tab is closed': '; Ihres, bis dieser Tab geschlossen wird',
  'In use': 'In Gebrauch',
  'Use {title}': '{title} verwenden',
  Use: 'Verwenden',
  '{name} can’t be used: {reason}': '{name} kann nicht verwendet werden: {reason}',
  'Open a package’s folder': 'Ordner eines Pakets öffnen',
  'Or drop it here. It is checked, and stays in this tab.':
    'Oder hier ablegen. Es wird geprüft und bleibt in diesem Tab.',
  'Folder of a model package': 'Ordner eines Modellpakets',
  'measured on use': 'wird bei Gebrauch gemessen',
  'none: untrained': 'keine: untrainiert',
  '{title} flags the same': '{title} gibt dieselben Hinweise',
  '2nd =': '2. =',
  '2nd ≠': '2. ≠',
  'Second opinion on every study': 'Zweitmeinung zu jeder Studie',
  'Only when asked': 'Nur auf Anfrage',
  'It reads while the model in use rests, what that one did not flag first. Where the two flag differently, the row says so; the ranking stays as it is.':
    'Es liest, während das verwendete Modell ruht, zuerst die Studien, zu denen jenes keinen Hinweis gab. Wo sich die Hinweise beider unterscheiden, sagt es die Zeile; die Reihenfolge bleibt.',
  '{title} has read {read} of {of} studies whose images are here; it flags differently on {differ}.':
    '{title} hat {read} von {of} Studien gelesen, deren Bilder hier sind; bei {differ} gibt es andere Hinweise.',
  'Second opinion agrees': 'Zweitmeinung stimmt überein',
  '{title} differs on {labelNames}': '{title} weicht ab bei {labelNames}',
  'Second opinion differs': 'Zweitmeinung weicht ab',
  'Second opinion': 'Zweitmeinung',
  'The list is ranked by the model in use alone: probabilities of two models are not mixed. An agreement of two models is no proof; both may have learned from the same patients.':
    'Die Liste wird allein nach dem verwendeten Modell geordnet: Wahrscheinlichkeiten zweier Modelle werden nicht vermischt. Die Übereinstimmung zweier Modelle ist kein Beweis; beide können von denselben Patienten gelernt haben.',
  'First model: {coverage}.': 'Erstes Modell: {coverage}.',
  '{title} reads the study': '{title} liest die Studie',
  'Looking which models are here': 'Es wird nachgesehen, welche Modelle hier sind',
  'No other model is here. A package can be opened under the engine’s name in the top bar.':
    'Kein anderes Modell ist hier. Ein Paket kann unter dem Namen der Engine in der oberen Leiste geöffnet werden.',
  'Ask {title}': '{title} fragen',
  'Both flag the same.': 'Beide geben dieselben Hinweise.',
  'They differ on {labelNames}.': 'Sie weichen ab bei {labelNames}.',
  ' The second model is untrained: its numbers mean nothing.':
    ' Das zweite Modell ist untrainiert: Seine Zahlen bedeuten nichts.',
  'Study probability': 'Wahrscheinlichkeit der Studie',
  Agreement: 'Übereinstimmung',
  differ: 'abweichend',
  flagged: 'mit Hinweis',
  'over its threshold': 'über seinem Schwellenwert',
  'flags the same.': 'gibt dieselben Hinweise.',
  'differs on {labelNames}.': 'weicht ab bei {labelNames}.',
  'Ask another model': 'Ein anderes Modell fragen',
  'Side by side': 'Nebeneinander',
};
