/** German of the room ui/first-visit. */
export const FIRST_VISIT = {
  'Its card is not in the package that was loaded.': 'Seine Modellkarte fehlt im geladenen Paket.',
  'About this model': 'Über dieses Modell',
  'How well it was measured to do': 'Wie gut es bei der Messung abschnitt',
  'On {studies} studies of {patients} patients, {slices} slices.':
    'An {studies} Studien von {patients} Patienten, {slices} Schichten.',
  'Of studies': 'Je Studie',
  'Of single slices': 'Je einzelner Schicht',
  'With hemorrhage': 'Mit Blutung',
  '{count} of {total}': '{count} von {total}',
  'Mean precision': 'Mittlere Präzision',
  'Sensitivity / specificity': 'Sensitivität / Spezifität',
  'AUC: how often a hemorrhage gets a higher number than none; 0.5 is chance, 1 is perfect. Mean precision: of flags, over all thresholds. In brackets the 95 % interval':
    'AUC: wie oft eine Blutung eine höhere Zahl bekommt als keine; 0,5 ist Zufall, 1 ist perfekt. Mittlere Präzision: der Hinweise, über alle Schwellenwerte. In Klammern das 95-%-Intervall',
  ' of {rounds} bootstrap rounds over patients. ':
    ' aus {rounds} Bootstrap-Runden über Patienten. ',
  'Sensitivity and specificity: thresholds were set without the studies that they are measured on.':
    'Sensitivität und Spezifität: Die Schwellenwerte wurden ohne die Studien gesetzt, an denen sie gemessen sind.',
  'The model is not loaded yet: this shows its card once it is.':
    'Das Modell ist noch nicht geladen: Sobald es da ist, steht hier seine Modellkarte.',
  'Fetching its card': 'Die Modellkarte wird geholt',
  'Go on with the tour ({seen} of {count})': 'Rundgang fortsetzen ({seen} von {count})',
  'Take the tour (60 seconds)': 'Rundgang (60 Sekunden)',
  'Take the tour again': 'Rundgang noch einmal',
  'Try it on samples': 'Mit Beispielen ausprobieren',
  'Made by a program, not from patients. The amber line is round the blood that was painted, so that you can see what the model makes of it.':
    'Von einem Programm erzeugt, nicht von Patienten. Die bernsteinfarbene Linie umrandet das eingezeichnete Blut, damit man sieht, was das Modell daraus macht.',
  Loading: 'Wird geladen',
  'Load all {count}': 'Alle {count} laden',
  'One of them is a synthetic head, made by a program.':
    'Eines davon ist ein synthetischer Kopf, von einem Programm erzeugt.',
  'These are {count} synthetic heads, made by a program.':
    'Dies sind {count} synthetische Köpfe, von einem Programm erzeugt.',
  'Among them are {count} synthetic heads, made by a program.':
    'Darunter sind {count} synthetische Köpfe, von einem Programm erzeugt.',
  'What this is': 'Was das ist',
  'A network looks at every slice of a head CT for bleeding, and the studies where that is likely go up in the list. It runs here, in this tab. It misses bleeds and flags heads without one: a reader looks at every study.':
    'Ein neuronales Netz prüft jede Schicht eines Schädel-CTs auf Blutungen, und Studien, in denen eine wahrscheinlich ist, rücken in der Liste nach oben. Es läuft hier, in diesem Tab. Es übersieht Blutungen und gibt Hinweise, wo keine ist: Jede Studie muss befundet werden.',
  'The list': 'Die Liste',
  'One row a study. Flags come first, then who has waited longest. A study without a flag stays in the list, and one that could not be analyzed says why.':
    'Eine Zeile je Studie. Zuerst kommen Hinweise, dann, wer am längsten wartet. Eine Studie ohne Hinweis bleibt in der Liste, und eine, die nicht analysiert werden konnte, sagt warum.',
  'Why it stands there': 'Warum sie dort steht',
  'Each row says its reason in words: the likeliest type, how sure, on how many slices. “No flag” never means that nothing is there.':
    'Jede Zeile nennt ihre Begründung in Worten: den wahrscheinlichsten Typ, wie sicher, auf wie vielen Schichten. „Kein Hinweis“ heißt nie, dass nichts vorliegt.',
  'The images': 'Die Bilder',
  'One notch of the wheel is one slice. 1 to 6 are the windows of head CT, B shows brain, subdural and bone at once, M measures. The question mark lists every key.':
    'Eine Raste des Mausrads ist eine Schicht. 1 bis 6 sind die Fenster des Schädel-CTs, B zeigt Hirn-, Subdural- und Knochenfenster zugleich, M misst. Das Fragezeichen listet alle Tasten.',
  'Where to look': 'Wo hinzusehen ist',
  'The bar is the study, slice by slice, brighter where the model saw more. Click in it, or press N for the next flagged run.':
    'Der Balken ist die Studie, Schicht für Schicht, heller, wo das Modell mehr sah. Hineinklicken, oder N für den nächsten auffälligen Abschnitt.',
  'What the model says': 'Was das Modell sagt',
  'Each type with its probability and the line from which it flags, the slices that speak for it, what was not analyzed, and cautions. Say what you think of it there, too.':
    'Jeder Typ mit seiner Wahrscheinlichkeit und der Linie, ab der er einen Hinweis gibt, die Schichten, die dafür sprechen, was nicht analysiert wurde, und Vorbehalte. Auch Ihre eigene Bewertung geben Sie dort ab.',
  'What leaves this tab': 'Was diesen Tab verlässt',
  'Nothing by itself. Export writes reports, pictures and tables to this machine. The shield lists every request since the start. Drop a study of your own anywhere on the window.':
    'Von selbst nichts. Der Export schreibt Berichte, Bilder und Tabellen auf diesen Rechner. Der Schild listet jede Anfrage seit dem Start. Eigene Studien können überall auf dem Fenster abgelegt werden.',
  '{at} of {count}': '{at} von {count}',
  'End the tour': 'Rundgang beenden',
  Back: 'Zurück',
  Next: 'Weiter',
  Finish: 'Fertig',
  'The card comes with the model, in English.': 'Die Karte kommt mit dem Modell, auf Englisch.',
};
