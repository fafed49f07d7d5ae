import { KEYS } from './keys.ts';

/** Words and whole sentences of the core, by the English ones. */
export const WORDS: Readonly<Record<string, string>> = {
  ...KEYS,
  any: 'jede Art',
  'the header is broken': 'der Header ist fehlerhaft',
  'VGG-16, quarter width (ct-ich)': 'VGG-16, Viertelbreite (ct-ich)',
  'VGG-16, half width (ct-ich)': 'VGG-16, halbe Breite (ct-ich)',
  'VGG-16, quarter and half width, averaged (ct-ich)':
    'VGG-16, Viertel- und halbe Breite, gemittelt (ct-ich)',
  'Tiny VGG-16 (untrained, for tests)': 'Winziges VGG-16 (untrainiert, für Tests)',
  'no relaxed SIMD': 'ohne Relaxed SIMD',
  'shared memory': 'gemeinsamer Speicher',
  'a copy of the weights each': 'je eine Kopie der Gewichte',
  'any hemorrhage': 'Blutung jeder Art',
  hemorrhage: 'Blutung',
  'out-of-fold predictions; the shipped weights themselves were trained on all folds':
    'Vorhersagen außerhalb der Trainingsteile; die ausgelieferten Gewichte selbst wurden an allen Teilen trainiert',
  epidural: 'epidural',
  intraparenchymal: 'intraparenchymatös',
  intraventricular: 'intraventrikulär',
  subarachnoid: 'subarachnoidal',
  subdural: 'subdural',
  // States of a row.
  Queued: 'Eingereiht',
  Reading: 'Wird gelesen',
  Analyzing: 'Wird analysiert',
  Flagged: 'Mit Hinweis',
  'No flag': 'Kein Hinweis',
  'near the threshold': 'nahe am Schwellenwert',
  'Not analyzed to the end': 'Nicht zu Ende analysiert',
  'No flag, incomplete': 'Kein Hinweis, unvollständig',
  'Not analyzed': 'Nicht analysiert',
  Hidden: 'Verborgen',
  Paused: 'Angehalten',
  'Read blind: in order of arrival; the result is hidden until you reveal it':
    'Verblindet: in der Reihenfolge des Eingangs; das Ergebnis ist verborgen, bis Sie es aufdecken',
  'the result is hidden until you reveal it': 'das Ergebnis ist verborgen, bis Sie es aufdecken',
  flagged: 'mit Hinweis',
  'no flag': 'kein Hinweis',
  'no flag, incomplete': 'kein Hinweis, unvollständig',
  'not analyzed': 'nicht analysiert',
  'under way': 'in Arbeit',
  // Waiting.
  'under 1 min': 'unter 1 min',
  'Not analyzed yet': 'Noch nicht analysiert',
  'Not analyzed yet; placed by waiting time': 'Noch nicht analysiert; nach Wartezeit eingeordnet',
  'no reason was given': 'es wurde kein Grund genannt',
  'no slice could be read': 'keine Schicht ließ sich lesen',
  'it has no slices': 'sie hat keine Schichten',
  // The self-test.
  'URL in a style sheet': 'URL in einer Formatvorlage',
  'fetch in a worker': 'fetch in einem Worker',
  'Markup as text': 'Text als Markup',
  // Samples.
  Epidural: 'Epidural',
  Subdural: 'Subdural',
  Intraparenchymal: 'Intraparenchymatös',
  Intraventricular: 'Intraventrikulär',
  Subarachnoid: 'Subarachnoidal',
  Mixed: 'Gemischt',
  'No lesion painted': 'Keine Läsion eingezeichnet',
  'Look-alike': 'Blutungsähnlich',
  'Not suitable': 'Nicht geeignet',
  'A lens at the inner table, left temporal': 'Eine Linse an der Tabula interna, links temporal',
  'A crescent along the right convexity': 'Eine Sichel entlang der rechten Konvexität',
  'A deep hematoma with edema': 'Ein tiefes Hämatom mit Ödem',
  'Blood layering in the lateral ventricles': 'Blutspiegel in den Seitenventrikeln',
  'Blood in the Sylvian fissure and the sulci beside it':
    'Blut in der Sylvischen Fissur und den Sulci daneben',
  'A hematoma that broke into the ventricles, and a thin subdural':
    'Ein in die Ventrikel eingebrochenes Hämatom und ein schmales subdurales',
  'A head into which nothing was painted': 'Ein Kopf, in den nichts eingezeichnet wurde',
  'Calcified pineal gland and choroid plexus, no blood painted':
    'Verkalkte Epiphyse und Plexus choroideus, kein Blut eingezeichnet',
  'A contrast series, set aside: the model was measured on non-contrast CT':
    'Eine Kontrastmittelserie, beiseitegelegt: Das Modell wurde an nativen CTs gemessen',
  // Windows.
  brain: 'Hirn',
  bone: 'Knochen',
  stroke: 'Schlaganfall',
  // Measuring.
  'no pixel spacing': 'kein Pixel Spacing',
  'Click a place.': 'Eine Stelle anklicken.',
  'no value here': 'hier kein Wert',
  'Drag, or click at each end.': 'Ziehen, oder an jedem Ende klicken.',
  'Click the end of one leg, the corner, the end of the other leg.':
    'Das Ende eines Schenkels, den Scheitel und das Ende des anderen Schenkels anklicken.',
  'Drag from corner to corner, or click both.': 'Von Ecke zu Ecke ziehen, oder beide anklicken.',
  'no values in it': 'keine Werte darin',
  'On the largest slice: the longest diameter, then the one across it. Then say which slices it goes over.':
    'Auf der größten Schicht: den längsten Durchmesser, dann den quer dazu. Dann angeben, über welche Schichten es reicht.',
  'no slice spacing, so no volume': 'kein Schichtabstand, daher kein Volumen',
  'The ends of the midline in front and behind, then the shifted septum.':
    'Die Enden der Mittellinie vorn und hinten, dann das verlagerte Septum.',
  'the midline has no length': 'die Mittellinie hat keine Länge',
  probability: 'Wahrscheinlichkeit',
  waiting: 'Wartezeit',
  cap: 'Wartezeitgrenze',
  pinned: 'angeheftet',
  'agreed with the result': 'stimmt dem Ergebnis zu',
  'disagreed with the result': 'widerspricht dem Ergebnis',
  'the reader disagrees': 'der Befunder widerspricht',
  'The file is too long for labels.': 'Die Datei ist zu lang für Labels.',
  unsure: 'unsicher',
  average: 'Mittelwert',
  maximum: 'Maximum',
  'of the slice, not the slab': 'der Schicht, nicht des Slabs',
  'over one slice: say which others it goes over':
    'über eine Schicht: angeben, über welche anderen es reicht',
  // Checks of a series.
  'the modality is not stated': 'die Modalität ist nicht angegeben',
  'the image type is not stated': 'der Bildtyp ist nicht angegeben',
  'the images are derived from others': 'die Bilder sind von anderen abgeleitet',
  'original images': 'Originalbilder',
  'nothing says whether contrast was given': 'nichts sagt, ob Kontrastmittel gegeben wurde',
  'no contrast is stated': 'kein Kontrastmittel angegeben',
  'the reconstruction kernel is not stated': 'der Rekonstruktionskernel ist nicht angegeben',
  'the age is not stated': 'das Alter ist nicht angegeben',
  adult: 'erwachsen',
  'the tube voltage is not stated': 'die Röhrenspannung ist nicht angegeben',
  'nothing says whether text is burned into the pixels':
    'nichts sagt, ob Text in die Pixel eingebrannt ist',
  'text is burned into the pixels': 'Text ist in die Pixel eingebrannt',
  none: 'keine',
  'the body part is not stated': 'der Körperteil ist nicht angegeben',
  'plausible Hounsfield units': 'plausible Hounsfield-Einheiten',
  'rescale slope and intercept are stated': 'Rescale Slope und Intercept sind angegeben',
  'no wrapped values': 'keine übergelaufenen Werte',
  'no text in the pixels': 'kein Text in den Pixeln',
  'the pixels went through lossy compression': 'die Pixel wurden verlustbehaftet komprimiert',
  'only 8 bits are stored: fine differences are lost':
    'nur 8 Bit gespeichert: feine Unterschiede sind verloren',
  lossless: 'verlustfrei',
  'little or no metal': 'wenig oder kein Metall',
  contrast: 'Kontrastmittel',
  'a sharp kernel': 'ein scharfer Kernel',
  'the head is within the image': 'der Kopf liegt im Bild',
  'part of the head outside the image': 'ein Teil des Kopfes außerhalb des Bildes',
  'no brain within bone, between slices that show the middle of the head':
    'kein Hirn innerhalb von Knochen, zwischen Schichten der Kopfmitte',
  'not an adult': 'kein Erwachsener',
  'not a whole head': 'kein ganzer Kopf',
  'base and vertex are within the slices': 'Basis und Scheitel liegen innerhalb der Schichten',
  'the head goes on beyond the slices': 'der Kopf geht über die Schichten hinaus',
  'the first slice still shows much of the brain: the head goes on beyond the slices':
    'die erste Schicht zeigt noch viel vom Hirn: der Kopf geht über die Schichten hinaus',
  'the last slice still shows much of the brain: the head goes on beyond the slices':
    'die letzte Schicht zeigt noch viel vom Hirn: der Kopf geht über die Schichten hinaus',
  'the first and the last slice still shows much of the brain: the head goes on beyond the slices':
    'die erste und die letzte Schicht zeigen noch viel vom Hirn: der Kopf geht über die Schichten hinaus',
  'perhaps a reformat': 'vielleicht eine Reformatierung',
  'a secondary capture': 'eine Secondary Capture',
  'a secondary capture, by its SOP class: its values may be those of a picture':
    'eine Secondary Capture, nach ihrer SOP-Klasse: Ihre Werte können die eines Bildes sein',
  'monoenergetic images': 'monoenergetische Bilder',
  'virtual monoenergetic images: brain and blood may have other values than at 120 kVp':
    'virtuelle monoenergetische Bilder: Hirn und Blut können andere Werte haben als bei 120 kVp',
  'an animal, by its header': 'ein Tier, nach seinem Header',
  'a map or a computed image, not plain Hounsfield units':
    'eine Karte oder ein berechnetes Bild, keine einfachen Hounsfield-Einheiten',
  'the files of this study have one Patient ID and different names, birth dates or sexes: two patients may be mixed':
    'die Dateien dieser Studie haben eine Patienten-ID und verschiedene Namen, Geburtsdaten oder Geschlechter: Zwei Patienten können vermischt sein',
  'two patients may be mixed': 'vielleicht zwei Patienten vermischt',
  'the files of this study state different study dates: two studies may be mixed':
    'die Dateien dieser Studie nennen verschiedene Studiendaten: Zwei Studien können vermischt sein',
  'two studies may be mixed': 'vielleicht zwei Studien vermischt',
  'scanned after a series with contrast in the same study: contrast in vessels and tissue looks like blood':
    'nach einer Serie mit Kontrastmittel derselben Studie aufgenommen: Kontrastmittel in Gefäßen und Gewebe sieht aus wie Blut',
  'scanned after contrast': 'nach Kontrastmittelgabe aufgenommen',
  'text in the pixels': 'Text in den Pixeln',
  'more than a head': 'mehr als ein Kopf',
  'noisy images': 'verrauschte Bilder',
  'no brain to measure the noise by': 'kein Hirn, um das Rauschen daran zu messen',
  'no outline in air to see motion by': 'keine Kontur in Luft, um Bewegung daran zu erkennen',
  'a sharp outline of the head': 'eine scharfe Kontur des Kopfes',
  'open skull': 'offener Schädel',
  'no closed skull seen': 'kein geschlossener Schädel zu sehen',
  'no brain to measure the scale by': 'kein Hirn, um die Skala daran zu messen',
  'no blank, repeated or cut slices': 'keine leeren, wiederholten oder beschnittenen Schichten',
  'the orientation is not stated: analyzed as it is stored':
    'die Ausrichtung ist nicht angegeben: analysiert, wie gespeichert',
  'orientation not stated': 'Ausrichtung nicht angegeben',
  'the slice thickness is not stated': 'die Schichtdicke ist nicht angegeben',
  'the extent is not known': 'die Ausdehnung ist nicht bekannt',
  'without positions, missing slices cannot be seen':
    'ohne Positionen sind fehlende Schichten nicht zu erkennen',
  'pixels not square': 'Pixel nicht quadratisch',
  'rescale not stated': 'Rescale nicht angegeben',
  'values not said to be HU': 'Werte nicht als HU bezeichnet',
  'slices of two thicknesses mixed': 'Schichten zweier Dicken gemischt',
  'slices of two scans mixed': 'Schichten zweier Aufnahmen gemischt',
  'slices of two acquisitions lie between each other: two times, or two patients, may be mixed':
    'Schichten zweier Aufnahmen liegen abwechselnd ineinander: Zwei Zeitpunkte oder zwei Patienten können vermischt sein',
  'positions in several frames of reference': 'Positionen in mehreren Bezugssystemen',
  'a Modality LUT that is not applied': 'eine nicht angewandte Modality LUT',
  'no CT by its SOP class': 'kein CT nach seiner SOP-Klasse',
  'Pixel Spacing not readable': 'Pixel Spacing nicht lesbar',
  'head perhaps turned by a quarter': 'Kopf vielleicht um 90° gedreht',
  'head perhaps upside down': 'Kopf vielleicht auf dem Kopf stehend',
  'no outline of the skull to see how the head lies':
    'kein Umriss des Schädels, um zu sehen, wie der Kopf liegt',
  'the skull’s outline lies as the header says, left and right apart':
    'der Umriss des Schädels liegt, wie der Header sagt, rechts und links ausgenommen',
  'the skull is longer from side to side than from front to back: the pixels may be turned by a quarter, against what the header says':
    'der Schädel ist von Seite zu Seite länger als von vorn nach hinten: Die Pixel können um 90° gedreht sein, anders als der Header sagt',
  'the skull is wider in front than behind: the pixels may be upside down, against what the header says':
    'der Schädel ist vorn breiter als hinten: Die Pixel können auf dem Kopf stehen, anders als der Header sagt',
  'an overlay among the stored bits': 'ein Overlay unter den gespeicherten Bits',
  'gantry tilt and orientation contradict each other':
    'Gantry-Kippung und Ausrichtung widersprechen sich',
  'bits beyond those that are stored': 'Bits jenseits der gespeicherten',
  'Bits beyond those stored': 'Bits jenseits der gespeicherten',
  'stored bits that do not begin at the lowest':
    'gespeicherte Bits, die nicht beim untersten beginnen',
  'Stored bits do not begin at the lowest': 'Gespeicherte Bits beginnen nicht beim untersten',
  'acquired on another day than the study': 'an einem anderen Tag als die Studie aufgenommen',
  'no gaps': 'keine Lücken',
  'no duplicates': 'keine doppelten Schichten',
  'the pixel spacing is not stated': 'das Pixel Spacing ist nicht angegeben',
  'no brain within bone on this slice': 'kein Hirn innerhalb von Knochen auf dieser Schicht',
  'pixel data cut short': 'Pixeldaten abgeschnitten',
  'Partly decoded: lower part missing': 'Teilweise dekodiert: unterer Teil fehlt',
  'more pixel data than the matrix takes': 'mehr Pixeldaten, als die Matrix fasst',
  'Pixel data doesn’t fit the matrix': 'Pixeldaten passen nicht zur Matrix',
  'pixels of another precision than the header says': 'Pixel anderer Genauigkeit als im Header',
  'Pixels of another precision than stated': 'Pixel anderer Genauigkeit als angegeben',
  'pixels of another sign than the header says': 'Pixel anderen Vorzeichens als im Header',
  'Pixels of another sign than stated': 'Pixel anderen Vorzeichens als angegeben',
  'the header suggests contrast (its words are not kept)':
    'der Header deutet auf Kontrastmittel hin (sein Wortlaut wird nicht aufbewahrt)',
  'the header says something else than a head (its words are not kept)':
    'der Header nennt etwas anderes als einen Kopf (sein Wortlaut wird nicht aufbewahrt)',
  'the patient is under 18: measured on adults only':
    'der Patient ist unter 18: nur an Erwachsenen gemessen',
  'the kernel looks like a sharp (bone) one':
    'der Kernel sieht nach einem scharfen (Knochen-)Kernel aus',
  'UIDs missing: slices of others may be among these':
    'UIDs fehlen: Schichten anderer können darunter sein',
  'positions missing': 'Positionen fehlen',
  'reading ended early: slices may be missing':
    'Einlesen vorzeitig beendet: Schichten fehlen vielleicht',
  'reading ended before it': 'das Einlesen endete vor ihr',
  'ordered by Instance Number: positions are missing or impossible':
    'nach Instance Number geordnet: Positionen fehlen oder sind unmöglich',
  'order of slices unknown': 'Reihenfolge der Schichten unbekannt',
  'Instance Numbers given twice': 'Instance Numbers doppelt vergeben',
  'positions contradict Instance Numbers': 'Positionen widersprechen den Instance Numbers',
  'slices step sideways': 'Schichten seitlich versetzt',
  'pixels of two sizes': 'Pixel zweier Größen',
  'some of the head not given': 'ein Teil des Kopfes fehlt',
  'chosen by the reader': 'vom Befunder gewählt',
  'contrast-enhanced: the model was measured on non-contrast head CT':
    'mit Kontrastmittel: Das Modell wurde an nativen Schädel-CTs gemessen',
  'a bone kernel: sharpened, too noisy for blood':
    'ein Knochenkernel: geschärft, zu verrauscht für Blut',
  'a localizer': 'ein Topogramm (Localizer)',
  'color images: a capture, not a CT slice': 'Farbbilder: eine Bildschirmkopie, keine CT-Schicht',
  'the series was not chosen': 'die Serie wurde nicht gewählt',
  'another series of the study was chosen': 'eine andere Serie der Studie wurde gewählt',
  'another series of the study was analyzed': 'eine andere Serie der Studie wurde analysiert',
  'blank, between slices that show brain': 'leer, zwischen Schichten mit Hirn',
  'a part of the image has one value, ended by a straight line':
    'ein Teil des Bildes hat einen einzigen Wert und endet an einer geraden Linie',
  'the same slice, or one at the same place, was given already':
    'dieselbe Schicht, oder eine an derselben Stelle, lag schon vor',
  // Files.
  'not a DICOM file': 'keine DICOM-Datei',
  'the file is empty': 'die Datei ist leer',
  'left by the operating system': 'vom Betriebssystem abgelegt',
  'it is open already': 'schon geöffnet',
  'a DICOMDIR: an index of files, not an image': 'ein DICOMDIR: ein Dateiverzeichnis, kein Bild',
  'a DICOMDIR names it, and it is not there': 'ein DICOMDIR nennt sie, und sie ist nicht da',
  'the file holds no pixel data': 'die Datei enthält keine Pixeldaten',
  'the file ends before its pixels do': 'die Datei endet vor ihren Pixeln',
  'it is a color image': 'ein Farbbild',
  // Export.
  'There is no result.': 'Es gibt kein Ergebnis.',
  'Patient and study are copied from the images, which are not in this tab any more: drop the study’s files again.':
    'Patient und Studie werden aus den Bildern übernommen, die nicht mehr in diesem Tab sind: Die Dateien der Studie erneut ablegen.',
  'Its images have UIDs that DICOM does not allow (as those of the RSNA set): no valid object can refer to them.':
    'Ihre Bilder haben UIDs, die DICOM nicht erlaubt (wie die des RSNA-Datensatzes): Kein gültiges Objekt kann sich darauf beziehen.',
  'Its result is hidden: give your verdict and reveal it first.':
    'Ihr Ergebnis ist verborgen: erst bewerten und aufdecken.',
  'The analysis is not done yet: wait for it.': 'Die Analyse läuft noch: abwarten.',
  'The model that made the result is not loaded: wait for it.':
    'Das Modell, das das Ergebnis lieferte, ist nicht geladen: abwarten.',
  'The result is another model’s than the one loaded: drop the study’s files again to analyze it with this one.':
    'Das Ergebnis stammt von einem anderen Modell als dem geladenen: Die Dateien der Studie erneut ablegen, um sie mit diesem zu analysieren.',
  'Nothing is measured in this study: press M over its image.':
    'In dieser Studie ist nichts gemessen: Über ihrem Bild M drücken.',
  'This server lets no results through to the PACS.':
    'Dieser Server lässt keine Ergebnisse zum PACS durch.',
  'Nothing is sent after the alarm.': 'Nach dem Alarm wird nichts gesendet.',
  'It did not come from the PACS in this tab: take it from its list first.':
    'Sie kam nicht in diesem Tab aus dem PACS: erst aus dessen Liste holen.',
  'It is being fetched: wait for it.': 'Sie wird gerade geholt: abwarten.',
  'The study has no result to send.': 'Die Studie hat kein Ergebnis zum Senden.',
  'the PACS has no objects of it yet': 'das PACS hat noch keine Objekte davon',
  'the PACS does not answer': 'das PACS antwortet nicht',
  'those that the list of the PACS leaves out': 'jene, die die Liste des PACS auslässt',
  'the watched folder can’t be read': 'der beobachtete Ordner ist nicht lesbar',
  'the browser lets this page read the folder no longer':
    'der Browser lässt diese Seite den Ordner nicht mehr lesen',
  'the page was closed before it was done: its images must be given again':
    'die Seite wurde vorher geschlossen: Ihre Bilder müssen erneut geöffnet werden',
  'the page was closed before it was done, and what it had found can’t be read: its images must be given again':
    'die Seite wurde vorher geschlossen, und was gefunden war, ist nicht lesbar: Ihre Bilder müssen erneut geöffnet werden',
  'the page was closed before it was analyzed: its images must be given again':
    'die Seite wurde vorher geschlossen: Ihre Bilder müssen erneut geöffnet werden',
  'The image says that text is burned into its pixels: look at it.':
    'Das Bild gibt an, dass Text in seine Pixel eingebrannt ist: ansehen.',
  'Bits of the pixels that are no part of the image hold an overlay, which may be text.':
    'Bits der Pixel, die nicht zum Bild gehören, enthalten ein Overlay; das kann Text sein.',
  'A derived or secondary image may have text in its pixels: look at it.':
    'Ein abgeleitetes oder sekundäres Bild kann Text in den Pixeln haben: ansehen.',
  'Slices this thin show a face when they are rendered in 3D.':
    'So dünne Schichten zeigen in 3D ein Gesicht.',
  'The model could not be started.': 'Das Modell ließ sich nicht starten.',
  'The study has no result to stand beside.':
    'Die Studie hat kein Ergebnis, neben das es gestellt werden könnte.',
  'The folder holds too many files for a package.':
    'Der Ordner enthält zu viele Dateien für ein Paket.',
  'It was stopped.': 'Angehalten.',
  'The work was cancelled.': 'Abgebrochen.',
  // Where the maps agree.
  'This model has no map to compare with.': 'Dieses Modell hat keine Karte zum Vergleichen.',
  'No closed skull on this slice, so dense tissue is not looked for: nothing to compare.':
    'Kein geschlossener Schädel auf dieser Schicht, daher wird kein dichtes Gewebe gesucht: nichts zu vergleichen.',
  'They differ: the model looked where nothing is as dense as acute blood. Old, thin or diluted blood is not dense; or a false alarm.':
    'Sie weichen ab: Das Modell sah dorthin, wo nichts so dicht ist wie frisches Blut. Altes, dünnes oder verdünntes Blut ist nicht dicht; oder ein Fehlalarm.',
  'Neither marks anything on this slice. That rules nothing out.':
    'Keine von beiden hebt auf dieser Schicht etwas hervor. Das schließt nichts aus.',
  'They differ: dense tissue that the model did not look at. A vessel, the falx, calcium, beam hardening along the bone, or a miss: look.':
    'Sie weichen ab: dichtes Gewebe, das das Modell nicht ansah. Ein Gefäß, die Falx, Kalk, Aufhärtung am Knochen, oder übersehen: hinsehen.',
  'They differ: the dense tissue lies elsewhere than where the model looked.':
    'Sie weichen ab: Das dichte Gewebe liegt anderswo, als das Modell hinsah.',
};
