/** German of the room ui/attention. */
export const ATTENTION = {
  'No sound yet:': 'Noch kein Ton:',
  'the browser holds it back until a click or a key on this page.':
    'Der Browser hält ihn zurück bis zu einem Klick oder Tastendruck auf dieser Seite.',
  'Let it sound': 'Ton zulassen',
  '{n} new': '{n} neu',
  'No sound': 'Kein Ton',
  '{n} new flag | {n} new flags': '{n} neuer Hinweis | {n} neue Hinweise',
  ' ({urgent} urgent)': ' ({urgent} dringend)',
  'Open #{number}': '#{number} öffnen',
  'and {rest} more': 'und {rest} weitere',
  'Acknowledge all': 'Alle bestätigen',
  'Urgent flag: #{number}': 'Dringender Hinweis: #{number}',
  'New flag: #{number}': 'Neuer Hinweis: #{number}',
  'A study in ICH Triage needs a reader.': 'Eine Studie in ICH Triage muss befundet werden.',
  'the PACS does not answer': 'Das PACS antwortet nicht',
  'the folder can’t be read': 'Der Ordner ist nicht lesbar',
  'New studies are not seen': 'Neue Studien werden nicht erfasst',
  'New studies not seen': 'Neue Studien nicht erfasst',
  'The browser asks for leave when it is switched on.':
    'Der Browser fragt beim Einschalten um Erlaubnis.',
  'The browser refuses: give leave in its settings of this site, then switch it on here.':
    'Der Browser verweigert es: In seinen Einstellungen für diese Website erlauben, dann hier einschalten.',
  'This browser has none.': 'Dieser Browser bietet keine.',
  Attention: 'Aufmerksamkeit',
  'For new flags, whether dropped, from the watched folder or from the PACS. Opening, acknowledging or finishing a study ends its calls.':
    'Bei neuen Hinweisen, ob abgelegt, aus dem beobachteten Ordner oder aus dem PACS. Öffnen, Bestätigen oder Erledigen einer Studie beendet ihre Rufe.',
  'Sound for a new flag': 'Ton bei neuem Hinweis',
  'Off until it is switched on.': 'Aus, bis er eingeschaltet wird.',
  Volume: 'Lautstärke',
  'Volume, percent': 'Lautstärke in Prozent',
  'Repeat until acknowledged': 'Wiederholen bis zur Bestätigung',
  'no, sound once': 'nein, nur einmal',
  'every {minutes} min': 'alle {minutes} min',
  Test: 'Test',
  'Test the sound: {label}': 'Ton testen: {label}',
  'The browser lets no sound be heard.': 'Der Browser lässt keinen Ton zu.',
  'Notices of the operating system': 'Mitteilungen des Betriebssystems',
  'Number and urgency alone, no patient data. {leave}':
    'Nur Nummer und Dringlichkeit, keine Patientendaten. {leave}',
  'Quiet hours': 'Ruhezeit',
  from: 'von',
  'Quiet hours begin': 'Beginn der Ruhezeit',
  'Quiet hours end': 'Ende der Ruhezeit',
  'No sound and no notice; the list and the title go on.':
    'Kein Ton und keine Mitteilung; Liste und Titel laufen weiter.',
  'Urgent flags call all the same': 'Dringende Hinweise rufen trotzdem',
};
