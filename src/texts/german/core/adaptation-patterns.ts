/** Sentences of the adaptation, as `PATTERNS` has those of the core. */
export const ADAPTATION_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  [
    '{@title}, calibrated on {#n} studies of the site',
    '{@title}, angepasst an {#n} Studien des Hauses',
  ],
  [
    'studies that it was not fitted on are told better by it',
    'zurückgehaltene Studien trifft sie besser',
  ],
  [
    '{#n} studies of a class are too few: at least {#least} with hemorrhage and as many without are needed',
    '{#n} Studien einer Klasse sind zu wenige: mindestens {#least} mit Blutung und ebenso viele ohne sind nötig',
  ],
  [
    'what it gains on studies that it was not fitted on may be chance: the package’s calibration stands',
    'was sie an zurückgehaltenen Studien gewinnt, kann Zufall sein: Die Kalibrierung des Pakets bleibt',
  ],
  [
    'studies that it was not fitted on are not told better by it: the package’s calibration stands',
    'zurückgehaltene Studien trifft sie nicht besser: Die Kalibrierung des Pakets bleibt',
  ],
  [
    '{#p} studies with hemorrhage and {#n} without are too few: at least {#least} of each are needed',
    '{#p} Studien mit Blutung und {#n} ohne sind zu wenige: je mindestens {#least} sind nötig',
  ],
  [
    'its sensitivity is what it was chosen for ({percent} %), as far as these studies tell',
    'seine Sensitivität ist die, für die er gewählt wurde ({percent} %), soweit diese Studien es sagen',
  ],
  [
    'its specificity is what it was chosen for ({percent} %), as far as these studies tell',
    'seine Spezifität ist die, für die er gewählt wurde ({percent} %), soweit diese Studien es sagen',
  ],
  [
    'its sensitivity is shown to be off {percent} %',
    'seine Sensitivität weicht erwiesen von {percent} % ab',
  ],
  [
    'its specificity is shown to be off {percent} %',
    'seine Spezifität weicht erwiesen von {percent} % ab',
  ],
  [
    'its sensitivity is off {percent} %, but a threshold of these studies comes no nearer on others',
    'seine Sensitivität weicht von {percent} % ab, doch ein Schwellenwert dieser Studien kommt an anderen nicht näher',
  ],
  [
    'its specificity is off {percent} %, but a threshold of these studies comes no nearer on others',
    'seine Spezifität weicht von {percent} % ab, doch ein Schwellenwert dieser Studien kommt an anderen nicht näher',
  ],
  [
    'sensitivity and specificity together gain on studies held out',
    'Sensitivität und Spezifität gewinnen zusammen an zurückgehaltenen Studien',
  ],
  [
    'what another threshold gains on studies held out may be chance',
    'was ein anderer Schwellenwert an zurückgehaltenen Studien gewinnt, kann Zufall sein',
  ],
  ['it would cross the point beside it', 'er käme über den Punkt daneben'],
  [
    'Study {key} is called hemorrhage and none: one of the two must be taken back.',
    'Studie {key} ist als Blutung und als keine bewertet: Eines der beiden muss zurückgenommen werden.',
  ],
  [
    'Study {key} has two probabilities, {#a} and {#b}.',
    'Studie {key} hat zwei Wahrscheinlichkeiten, {#a} und {#b}.',
  ],
  [
    '{#n} studies have a verdict that counts and a probability; less than {#least} say nothing.',
    '{#n} Studien haben eine zählende Bewertung und eine Wahrscheinlichkeit; weniger als {#least} sagen nichts.',
  ],
  [
    'None of the {#n} studies was called hemorrhage: without both classes nothing can be adapted.',
    'Keine der {#n} Studien ist als Blutung bewertet: Ohne beide Klassen lässt sich nichts anpassen.',
  ],
  [
    'Every one of the {#n} studies was called hemorrhage: without both classes nothing can be adapted.',
    'Jede der {#n} Studien ist als Blutung bewertet: Ohne beide Klassen lässt sich nichts anpassen.',
  ],
  [
    'The site calibration is of {id} ({hash}), and {other} is loaded.',
    'Die Standortkalibrierung ist von {id} ({hash}), und {other} ist geladen.',
  ],
  [
    'A site calibration does not hold where types raise the number of any.',
    'Eine Standortkalibrierung gilt nicht, wo Typen die Zahl jeder Art anheben.',
  ],
  [
    'Study {name} has the probability {value}, which is not between 0 and 1.',
    'Studie {name} hat die Wahrscheinlichkeit {value}, die nicht zwischen 0 und 1 liegt.',
  ],
  ['The thresholds of {id} do not rise.', 'Die Schwellenwerte von {id} steigen nicht an.'],
];
