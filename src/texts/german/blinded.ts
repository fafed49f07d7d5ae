/** German of the room ui/blinded. */
export const BLINDED = {
  'Blinded reading.': 'Verblindetes Befunden.',
  'Results are hidden until your first verdict; the list is in order of arrival, no triage. For research, never for a live queue.':
    'Ergebnisse sind bis zu Ihrer ersten Bewertung verborgen; Liste nach Eingang, keine Triage. Nur zur Forschung, nie im Betrieb.',
  'End, and show all results': 'Beenden, alles zeigen',
  'Read first, then see what the model says: rows stand in order of arrival, and flags, probabilities, evidence and maps of a study are hidden until you gave a first verdict and revealed it; then comes the final one. For research: while it is on, the list is no triage.':
    'Erst befunden, dann sehen, was das Modell sagt: Die Zeilen stehen nach Eingang, und Hinweise, Wahrscheinlichkeiten, Belegschichten und Karten einer Studie sind verborgen, bis Sie eine erste Bewertung abgegeben und aufgedeckt haben; dann folgt die endgültige. Für die Forschung: Solange es an ist, ist die Liste keine Triage.',
  'End blinded reading': 'Verblindetes Befunden beenden',
  '{count} read blind, {complete} to the final verdict on a study with a result.':
    '{count} verblindet befundet, davon {complete} bis zur endgültigen Bewertung einer Studie mit Ergebnis.',
  'Count the {n} study whose result could be seen in this browser before it was read blind | Count the {n} studies whose results could be seen in this browser before they were read blind':
    'Auch die {n} Studie zählen, deren Ergebnis in diesem Browser vorher zu sehen war | Auch die {n} Studien zählen, deren Ergebnisse in diesem Browser vorher zu sehen waren',
  'no flag': 'kein Hinweis',
  'Final verdict': 'Endgültige Bewertung',
  'Cohen’s kappa with its large-sample 95 % interval; with few studies it is rough. Agreement is not accuracy: the flag is no truth.':
    'Cohens Kappa mit 95-%-Intervall für große Stichproben; bei wenigen Studien ist es grob. Übereinstimmung ist keine Genauigkeit: Der Hinweis ist keine Wahrheit.',
  'Readings (CSV)': 'Befundungen (CSV)',
  'Agreement (CSV)': 'Übereinstimmung (CSV)',
  'Readings hold study UIDs and no names.': 'Befundungen enthalten Studien-UIDs und keine Namen.',
  '{a} and {b}': '{a} und {b}',
  hemorrhage: 'Blutung',
  'n = {count}{unsure}': 'n = {count}{unsure}',
  '; {unsure} unsure, not counted': '; {unsure} unsicher, nicht gezählt',
  'nothing to compare': 'nichts zu vergleichen',
  'kappa not defined: all calls alike': 'Kappa nicht definiert: alle Bewertungen gleich',
  'kappa {shown}; no interval: all agree, or one says the same of all':
    'Kappa {shown}; kein Intervall: alle stimmen überein, oder eine Seite sagt immer dasselbe',
  'kappa {shown} ({low} to {high})': 'Kappa {shown} ({low} bis {high})',
};
