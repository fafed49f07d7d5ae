import type { AdviceTable } from './advice.ts';

/** About model packages: what is refused before anything is computed with it. */
export const MODEL = {
  'model-manifest': {
    happened: 'The manifest of the model package is not valid.',
    advice: 'Fetch the package again; if you made it, see docs/model-format.md.',
  },
  'model-version': {
    happened: 'The package is of a format version that this program does not read.',
    advice: 'Update the program, or take a package of an older version.',
  },
  'model-file': {
    happened: 'A file of the model package could not be read.',
    advice: 'Check the connection or the folder, and that the package is complete.',
  },
  'model-size': {
    happened: 'A file of the model package has another size than the manifest says.',
    advice: 'Fetch the package again.',
  },
  'model-hash': {
    happened: 'A file of the model package is another one than the manifest names.',
    advice: 'Do not use the package; fetch it again from where you trust it.',
  },
  'model-graph': {
    happened: 'The graph of the model cannot be read or computed.',
    advice: 'Fetch the package again; if you made it, see docs/model-format.md.',
  },
  'model-weights': {
    happened: 'The weights do not fit the graph.',
    advice: 'Fetch the package again; if you made it, export it anew.',
  },
  'model-sequence': {
    happened: 'The small model along the slices of a study is not valid.',
    advice: 'Fetch the package again; if you made it, see docs/model-format.md.',
  },
  'model-input': {
    happened: 'An input has another shape than the graph wants.',
    advice: 'Check the preprocessing that the manifest states.',
  },
  'model-output': {
    happened: 'The graph gives something other than six probabilities.',
    advice: 'Check the output that the manifest states.',
  },
  'model-twin': {
    happened: 'Two packages have one id.',
    advice: 'Give one of them another id and pack it again: results are told apart by it.',
  },
  'model-golden': {
    happened:
      'No engine reproduces the golden vectors of the package: results could not be trusted.',
    advice: 'Fetch the package again; try another engine or browser.',
  },
  'bad-preprocess-spec': {
    happened: 'The preprocessing that the package states is not valid.',
    advice: 'If you made the package, see docs/model-format.md.',
  },
  'no-model': {
    happened: 'No model is loaded.',
    advice: 'Load one: name its folder, or reload the page.',
  },
} as const satisfies AdviceTable;
