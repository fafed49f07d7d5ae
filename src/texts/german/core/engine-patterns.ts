/**
 * Why an engine did not start or a model package was not taken, as `PATTERNS` has the sentences of the core. What is wrong inside a package
 * (its graph, its weights) is said in English, in brackets behind what its code means: it is for whoever made the package.
 */
export const ENGINE_PATTERNS: readonly (readonly [english: string, german: string])[] = [
  ['The device is gone: {text}.', 'Das Gerät ist weg: {text}.'],
  ['The GPU does not compute with 16-bit numbers.', 'Die GPU rechnet nicht mit 16-Bit-Zahlen.'],
  ['It was not ready within {#n} s.', 'Sie war nicht innerhalb von {#n} s bereit.'],
  ['This browser does not offer it.', 'Dieser Browser bietet sie nicht an.'],
  [
    '{name} is emulated on the processor; {other} is faster.',
    '{name} wird auf dem Prozessor emuliert; {other} ist schneller.',
  ],
  ['{#n} ms a slice; {other} takes {#m} ms.', '{#n} ms je Schicht; {other} braucht {#m} ms.'],
  [
    'The model does not give its golden probabilities. {@rest}',
    'Das Modell gibt seine Referenz-Wahrscheinlichkeiten nicht. {@rest}',
  ],
  [
    '{name} differs by {#n} from the golden vectors; {#m} is allowed.',
    '{name} weicht um {#n} von den Referenzwerten ab; {#m} ist erlaubt.',
  ],
  [
    'No engine was asked for that exists here.',
    'Es wurde keine Engine verlangt, die es hier gibt.',
  ],
  ['No engine can run the model. {text}', 'Keine Engine kann das Modell rechnen. {text}'],
  ['No engine is left: {text}', 'Keine Engine ist übrig: {text}'],
  [
    'The package is quantized to int8, which tfjs does not compute: our own WASM engine does.',
    'Das Paket ist auf int8 quantisiert, was tfjs nicht rechnet: Unsere eigene WASM-Engine kann es.',
  ],
  ['tfjs could not start its {name} backend.', 'tfjs konnte sein Backend {name} nicht starten.'],
  ['tfjs gave another backend than WebGL.', 'tfjs gab ein anderes Backend als WebGL.'],
  ['The browser offers no WebGPU adapter.', 'Der Browser bietet keinen WebGPU-Adapter an.'],
  ['The GPU has not enough memory: {text}', 'Die GPU hat nicht genug Speicher: {text}'],
  ['The GPU refuses the work: {text}', 'Die GPU verweigert die Arbeit: {text}'],
  ['The GPU does not answer: {text}', 'Die GPU antwortet nicht: {text}'],
  ['Not one slice fits into the GPU.', 'Nicht eine Schicht passt in die GPU.'],
  [
    'One slice needs more than the GPU allows a buffer to hold.',
    'Eine Schicht braucht mehr, als die GPU einem Puffer erlaubt.',
  ],
  [
    'The GPU does not take a shader ({name}): {text}',
    'Die GPU nimmt einen Shader nicht an ({name}): {text}',
  ],
  ['A value is too large for 16-bit numbers.', 'Ein Wert ist zu groß für 16-Bit-Zahlen.'],
  ['A thread of the WASM engine does not answer.', 'Ein Thread der WASM-Engine antwortet nicht.'],
  [
    'A thread of the WASM engine died: {text}.',
    'Ein Thread der WASM-Engine ist abgestürzt: {text}.',
  ],
  ['A thread gave no values.', 'Ein Thread gab keine Werte.'],
  ['The thread was not started.', 'Der Thread wurde nicht gestartet.'],
  ['The WASM engine was disposed of.', 'Die WASM-Engine wurde weggeräumt.'],
  ['There are no workers here.', 'Es gibt hier keine Worker.'],
  ['WebAssembly is switched off.', 'WebAssembly ist abgeschaltet.'],
  ['This browser has no WebAssembly SIMD.', 'Dieser Browser hat kein WebAssembly SIMD.'],
  ['The kernels do not compile: {text}', 'Die Kernel lassen sich nicht übersetzen: {text}'],
  [
    'The model needs {#n} MiB, which the browser does not give.',
    'Das Modell braucht {#n} MiB, die der Browser nicht hergibt.',
  ],
  ['There is no kernel {name}.', 'Es gibt keinen Kernel {name}.'],
  [
    'The engine stopped again and again and was given up.',
    'Die Engine blieb immer wieder stehen und wurde aufgegeben.',
  ],
  // Packages.
  ['it could not be read: HTTP {#status}', 'sie ließ sich nicht lesen: HTTP {#status}'],
  ['its manifest is not valid: {text}', 'ihr Manifest ist ungültig: {text}'],
  ['{name} could not be read: {text}', '{name} ließ sich nicht lesen: {text}'],
  ['{name} is not in the folder.', '{name} ist nicht im Ordner.'],
  [
    '{name} has {#n} bytes; the manifest says {#m}.',
    '{name} hat {#n} Bytes; das Manifest sagt {#m}.',
  ],
  [
    '{name} is not the file that the manifest describes: its SHA-256 begins {found}, not {said}.',
    '{name} ist nicht die Datei, die das Manifest beschreibt: Ihr SHA-256 beginnt mit {found}, nicht mit {said}.',
  ],
  ['manifest.json has {#n} bytes: too many.', 'manifest.json hat {#n} Bytes: zu viele.'],
  ['{name} is not valid JSON: {text}', '{name} ist kein gültiges JSON: {text}'],
  [
    "The manifest's files do not list {name}.",
    'Die Dateien des Manifests führen {name} nicht auf.',
  ],
  [
    'The manifest and model.json do not agree on whether the weights are int8.',
    'Manifest und model.json sind sich nicht einig, ob die Gewichte int8 sind.',
  ],
  ['The manifest is not valid: {text}.', 'Das Manifest ist ungültig: {text}.'],
  [
    'The package has format version {#n}; this program reads version 1 to {text}.',
    'Das Paket hat die Formatversion {#n}; dieses Programm liest Version 1 bis {text}.',
  ],
  [
    'The package has format version {#n}; this program reads version 1.',
    'Das Paket hat die Formatversion {#n}; dieses Programm liest Version 1.',
  ],
  [
    'The folder holds no manifest.json: it is no model package.',
    'Der Ordner enthält kein manifest.json: Er ist kein Modellpaket.',
  ],
  [
    'The folder holds several packages: {names}. Open one.',
    'Der Ordner enthält mehrere Pakete: {names}. Eines öffnen.',
  ],
  [
    'A package with the id {id} is there already: {title}. Give yours another id and pack it again.',
    'Ein Paket mit der id {id} ist schon da: {title}. Dem eigenen eine andere id geben und es neu packen.',
  ],
];
