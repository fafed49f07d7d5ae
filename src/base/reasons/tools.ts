import type { AdviceTable } from './advice.ts';

/** About commands: usage, data sets, evaluation, packing of models. */
export const TOOLS = {
  usage: {
    happened: 'The command was called with options that do not go together.',
    advice: 'See its --help.',
  },
  'foreign-folder': {
    happened: 'The folder to write into holds other files.',
    advice: 'Name a new folder.',
  },
  'bad-dataset': {
    happened: 'The data set is incomplete or not what its tables say.',
    advice: 'See the file and line named; fetch the data set again.',
  },
  'unknown-dataset': {
    happened: 'The folder is none of the data sets that are known.',
    advice: 'See --help for the layouts that are read.',
  },
  'bad-scores': {
    happened: 'Scores and truths do not fit together.',
    advice: 'Check the file that they come from.',
  },
  'bad-verdicts': {
    happened: 'Verdicts contradict each other or cannot be read.',
    advice: 'See the study or the line named; take the wrong one back.',
  },
  'one-class': {
    happened: 'All studies are of one class: with hemorrhage, or without.',
    advice: 'Add studies of the other class.',
  },
  'too-few': {
    happened: 'There are too few studies to say anything.',
    advice: 'Add studies with verdicts.',
  },
  'no-candidate': {
    happened: 'There is no rule to choose from.',
    advice: 'Give at least one.',
  },
  'trained-on-fold': {
    happened: 'The model was trained on cases that it was to be measured on.',
    advice: 'Give the folds that it was not trained on.',
  },
  'bad-npy': {
    happened: 'The file is no array of the kind that is read.',
    advice: 'Write it again as C-ordered little-endian .npy.',
  },
  'bad-export': {
    happened: 'The export of a trained model is incomplete or not valid.',
    advice: 'Export it again.',
  },
  'bad-graph': {
    happened: 'The graph of an export is not valid.',
    advice: 'Export it again.',
  },
  'bad-json': {
    happened: 'A file is no JSON of the shape that is wanted.',
    advice: 'See the file and place named.',
  },
  'bad-manifest': {
    happened: 'A model in the list has no manifest.',
    advice: 'Pack it again.',
  },
  disagreement: {
    happened: 'Two ways of computing the same model differ by more than rounding.',
    advice: 'Do not ship the package; find out which is wrong.',
  },
  drift: {
    happened: 'Storing the weights with fewer bits changes the results too much.',
    advice: 'Store them with more bits.',
  },
  'weight-range': {
    happened: 'A weight is too large for 16-bit numbers.',
    advice: 'Store the weights with 32 bits.',
  },
  'bad-tensors': {
    happened: 'The folder does not hold tensors of the kind that the model reads.',
    advice: 'Write them with npm run tensors, in the size of the model.',
  },
  calibration: {
    happened: 'The model cannot be quantized with what was given.',
    advice: 'See the layer or input named.',
  },
  quantized: {
    happened: 'The package is quantized already, or stored in a way that cannot be.',
    advice: 'Quantize a package with f16 or f32 weights.',
  },
  'bad-card': {
    happened: 'A model card is not valid.',
    advice: 'See the field named.',
  },
  unwritable: {
    happened: 'The place to write to cannot be written.',
    advice: 'Name another one, or make its folder.',
  },
} as const satisfies AdviceTable;
