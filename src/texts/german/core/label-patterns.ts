/** What is wrong with a table of labels or of verdicts, as `PATTERNS` has sentences of the core. `{where}` is a file, with its line if one is known. */
export const LABEL_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  [
    '{where}: no column is named ID and Label (RSNA), file (slices) or study (studies)',
    '{where}: Keine Spalte heißt ID und Label (RSNA), file (Schichten) oder study (Studien)',
  ],
  [
    '{where}: no column names the study: {names}',
    '{where}: Keine Spalte nennt die Studie: {names}',
  ],
  ['{where}: the column "{column}" is missing', '{where}: Die Spalte „{column}“ fehlt'],
  [
    '{where}: the column "{column}" is there twice',
    '{where}: Die Spalte „{column}“ kommt zweimal vor',
  ],
  ['{where}: no value for "{column}"', '{where}: kein Wert für „{column}“'],
  ['{where}: "{column}" is empty', '{where}: „{column}“ ist leer'],
  [
    '{where}: "{column}" is "{value}", not 0 or 1',
    '{where}: „{column}“ ist „{value}“, weder 0 noch 1',
  ],
  [
    '{where}: "{column}" is "{value}", not a number',
    '{where}: „{column}“ ist „{value}“, keine Zahl',
  ],
  [
    '{where}: "{column}" is "{value}", not a whole number',
    '{where}: „{column}“ ist „{value}“, keine ganze Zahl',
  ],
  [
    '{where}: "{column}" is {value}, not between 0 and 1',
    '{where}: „{column}“ ist {value} und liegt nicht zwischen 0 und 1',
  ],
  [
    '{where}: {name} is labeled twice (first on line {#line})',
    '{where}: {name} hat zweimal ein Label (zuerst in Zeile {#line})',
  ],
  [
    '{where}: one study is labeled twice differently, here and on line {#line}',
    '{where}: Eine Studie hat zwei verschiedene Labels, hier und in Zeile {#line}',
  ],
  [
    '{where}: one slice is labeled twice differently, here and on line {#line}',
    '{where}: Eine Schicht hat zwei verschiedene Labels, hier und in Zeile {#line}',
  ],
  [
    '{where}: its name is that of two slices: name slices by SOPInstanceUID',
    '{where}: So heißen zwei Schichten: Schichten mit SOPInstanceUID benennen',
  ],
  [
    '{where}: none of its {#n} names is that of a study that is here',
    '{where}: Keiner der {#n} Namen gehört zu einer Studie hier',
  ],
  [
    '{where}: none of its {#n} names is that of a slice that is here',
    '{where}: Keiner der {#n} Namen gehört zu einer Schicht hier',
  ],
  ['{where}: "any" is 0 and a type is 1', '{where}: „any“ ist 0, und eine Art ist 1'],
  ['{where}: "any" is empty and a type is 1', '{where}: „any“ ist leer, und eine Art ist 1'],
  ['{where}: "{id}" does not end with a label', '{where}: „{id}“ endet nicht mit einer Art'],
  [
    '{where}: {id} is given a second time, with another label',
    '{where}: {id} kommt ein zweites Mal vor, mit anderem Label',
  ],
  ['{where}: names no slice and no study', '{where}: nennt weder Schicht noch Studie'],
  [
    '{where}: is UTF-16: save it as CSV in UTF-8',
    '{where}: ist UTF-16: als CSV in UTF-8 speichern',
  ],
  [
    '{where}: a quote is opened and never closed',
    '{where}: Ein Anführungszeichen wird geöffnet und nie geschlossen',
  ],
  [
    '{where}: text follows a closing quote',
    '{where}: Nach einem schließenden Anführungszeichen folgt Text',
  ],
  [
    '{where}: a quote stands inside a field that is not quoted',
    '{where}: Ein Anführungszeichen steht in einem Feld ohne Anführungszeichen',
  ],
  ['{where}: is no JSON: {why}', '{where}: ist kein JSON: {why}'],
  [
    '{where}: has no "studies": export the list as JSON',
    '{where}: hat kein „studies“: Die Liste als JSON exportieren',
  ],
  ['No labeled study was analyzed.', 'Keine Studie mit Label wurde analysiert.'],
  [
    'None of the labeled studies has a result to be judged.',
    'Keine der Studien mit Labels hat ein Ergebnis, das beurteilt werden kann.',
  ],
  [
    'None of the {#n} labeled studies with a result shows hemorrhage: without both classes nothing can be told apart.',
    'Keine der {#n} Studien mit Label und Ergebnis zeigt eine Blutung: Ohne beide Klassen lässt sich nichts unterscheiden.',
  ],
  [
    'Every one of the {#n} labeled studies with a result shows hemorrhage: without both classes nothing can be told apart.',
    'Jede der {#n} Studien mit Label und Ergebnis zeigt eine Blutung: Ohne beide Klassen lässt sich nichts unterscheiden.',
  ],
  [
    "Every study's number is of another package than {id} ({hash}).",
    'Die Zahl jeder Studie ist von einem anderen Paket als {id} ({hash}).',
  ],
];
