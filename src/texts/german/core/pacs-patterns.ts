/** What is wrong with the PACS or what it gave, as `PATTERNS` has the sentences of the core: most particular first. */
export const PACS_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  ['the answer of the PACS is over {#n} bytes', 'die Antwort des PACS hat über {#n} Bytes'],
  ['the answer of the PACS is no JSON', 'die Antwort des PACS ist kein JSON'],
  [
    'the answer of the PACS is no list of datasets',
    'die Antwort des PACS ist keine Liste von Datensätzen',
  ],
  [
    'the answer of the PACS has parts without a boundary',
    'die Antwort des PACS hat Teile ohne Boundary',
  ],
  [
    'the answer of the PACS does not begin with a part',
    'die Antwort des PACS beginnt nicht mit einem Teil',
  ],
  ['the answer of the PACS breaks off in a part', 'die Antwort des PACS bricht in einem Teil ab'],
  [
    'the answer of the PACS breaks off in the headers of a part',
    'die Antwort des PACS bricht in den Headern eines Teils ab',
  ],
  [
    'the answer of the PACS ends without its last boundary',
    'die Antwort des PACS endet ohne ihre letzte Boundary',
  ],
  [
    'the answer of the PACS has a part with absurdly long headers',
    'die Antwort des PACS hat einen Teil mit unsinnig langen Headern',
  ],
  [
    'the answer of the PACS has a part, or something before the first, of over {#n} bytes',
    'die Antwort des PACS hat einen Teil, oder etwas vor dem ersten, von über {#n} Bytes',
  ],
  [
    'the answer of the PACS has more than {#n} parts',
    'die Antwort des PACS hat mehr als {#n} Teile',
  ],
  [
    'the PACS answered with {type}, which is no DICOMweb: is it a page to log in?',
    'das PACS antwortete mit {type}, was kein DICOMweb ist: Ist es eine Anmeldeseite?',
  ],
  ['the PACS answered {#status}', 'das PACS antwortete {#status}'],
  ['the PACS was silent for {#n} s', 'das PACS schwieg {#n} s lang'],
  [
    'the PACS did not end its answer in {#n} s',
    'das PACS hat seine Antwort in {#n} s nicht beendet',
  ],
  [
    'the PACS has not ended its list in {#n} s, and still gives it',
    'das PACS hat seine Liste in {#n} s nicht beendet und gibt sie noch',
  ],
  [
    'the PACS cannot be reached, or does not answer',
    'das PACS ist nicht zu erreichen, oder es antwortet nicht',
  ],
  [
    'the PACS cannot be reached: its certificate is not trusted',
    'das PACS ist nicht zu erreichen: Seinem Zertifikat wird nicht vertraut',
  ],
  [
    'the PACS cannot be reached: its certificate is not trusted, or has expired ({code})',
    'das PACS ist nicht zu erreichen: Seinem Zertifikat wird nicht vertraut, oder es ist abgelaufen ({code})',
  ],
  [
    'the PACS cannot be reached, or broke the connection ({code})',
    'das PACS ist nicht zu erreichen, oder es hat die Verbindung abgebrochen ({code})',
  ],
  [
    'the PACS cannot be reached, or broke the connection',
    'das PACS ist nicht zu erreichen, oder es hat die Verbindung abgebrochen',
  ],
  [
    'the PACS refuses the credentials that the server has',
    'das PACS weist die Zugangsdaten zurück, die der Server hat',
  ],
  [
    'what answers is no DICOMweb: is it a page to log in?',
    'was antwortet, ist kein DICOMweb: Ist es eine Anmeldeseite?',
  ],
  ['the PACS refuses access ({#status})', 'das PACS verweigert den Zugriff ({#status})'],
  [
    'the PACS sends the request elsewhere; that is not followed',
    'das PACS leitet die Anfrage anderswohin; dem wird nicht gefolgt',
  ],
  ['the PACS does not answer for the study', 'das PACS antwortet für die Studie nicht'],
  [
    'the PACS did not give one object of the study',
    'das PACS hat ein Objekt der Studie nicht herausgegeben',
  ],
  [
    'the PACS gave another object than was asked for',
    'das PACS gab ein anderes Objekt als verlangt',
  ],
  [
    'the PACS gave something else than a DICOM object',
    'das PACS gab etwas anderes als ein DICOM-Objekt',
  ],
  ['the PACS gave an object of another study', 'das PACS gab ein Objekt einer anderen Studie'],
  ['the PACS gave nothing of it', 'das PACS gab nichts davon'],
  ['the PACS gave a study without objects', 'das PACS gab eine Studie ohne Objekte'],
  [
    'the PACS gave images of two patients as one study; each patient has a row',
    'das PACS gab Bilder zweier Patienten als eine Studie; jeder Patient hat eine Zeile',
  ],
  [
    'the PACS has images of two patients in the study',
    'das PACS hat in der Studie Bilder zweier Patienten',
  ],
  [
    'the PACS lists the study under two patients: it may hide images',
    'das PACS führt die Studie unter zwei Patienten: Es verbirgt vielleicht Bilder',
  ],
  [
    'the PACS gave {#n} of the {@all} that it says the study has',
    'das PACS gab {#n} von {@all}, die die Studie nach seinen Angaben hat',
  ],
  [
    'the PACS counts the objects otherwise by series',
    'das PACS zählt die Objekte nach Serien anders',
  ],
  [
    'the PACS gives the metadata of other objects than it counts in a series',
    'das PACS gibt die Metadaten anderer Objekte, als es in einer Serie zählt',
  ],
  [
    'the metadata of a series do not say what each of its slices is',
    'die Metadaten einer Serie sagen nicht, was jede ihrer Schichten ist',
  ],
  [
    'a slice is other than the metadata of its series say',
    'eine Schicht ist anders, als die Metadaten ihrer Serie sagen',
  ],
  [
    'it has too few CT images for a part of them to be worth it',
    'sie hat zu wenige CT-Bilder, als dass sich ein Teil davon lohnte',
  ],
  ['this is no slice of it', 'das ist keine Schicht von ihr'],
  ['this is no Study Instance UID', 'das ist keine Study Instance UID'],
  ['this is no UID of a study and a series', 'das ist keine UID einer Studie und einer Serie'],
  [
    'a row of the list of the PACS has no usable Study Instance UID',
    'eine Zeile der Liste des PACS hat keine brauchbare Study Instance UID',
  ],
  [
    'a work item of the PACS has no usable UID',
    'ein Arbeitsauftrag des PACS hat keine brauchbare UID',
  ],
  [
    'the PACS gave something else than the work item',
    'das PACS gab etwas anderes als den Arbeitsauftrag',
  ],
  [
    'the list of the PACS may be incomplete: {@why}',
    'die Liste des PACS ist vielleicht unvollständig: {@why}',
  ],
  ['it grew while it was read', 'sie wuchs, während sie gelesen wurde'],
  ['it has over {#n} rows; ask for less', 'sie hat über {#n} Zeilen; nach weniger fragen'],
  ['the PACS gives the same page again and again', 'das PACS gibt immer wieder dieselbe Seite'],
  [
    'the PACS says that there is more than it gives',
    'das PACS sagt, dass es mehr gibt, als es herausgibt',
  ],
  [
    'the PACS did not store it (failure not stated)',
    'das PACS hat es nicht gespeichert (Fehler nicht genannt)',
  ],
  [
    'the PACS did not store it (failure {code})',
    'das PACS hat es nicht gespeichert (Fehler {code})',
  ],
  ['the PACS does not say that it stored it', 'das PACS sagt nicht, dass es das gespeichert hat'],
  [
    '1 object that is open here is not in the PACS any more',
    '1 Objekt, das hier offen ist, ist nicht mehr im PACS',
  ],
  [
    '{#n} objects that are open here are not in the PACS any more',
    '{#n} Objekte, die hier offen sind, sind nicht mehr im PACS',
  ],
];
