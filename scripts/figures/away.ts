import type { Away } from './claims.ts';
import { ACCURACY, COMPARISON, PERFORMANCE } from './packages.ts';

const NOT_SHIPPED =
  'its package is not shipped: npm run compare -- --models FOLDER measures it where it is at hand';
const times = (how: string) =>
  `a time of the machine and the hour that the page names: ${how} measures it anew`;

/** Figures that no part makes, and why. The first that fits counts. */
export const AWAY: readonly Away[] = [
  { page: ACCURACY, column: /^goal$/, why: 'a goal, not a measurement' },
  { page: ACCURACY, column: /^before$/, why: 'of weights that are not kept' },
  {
    page: ACCURACY,
    column: /^what it flagged$/,
    why: 'words of a row of the screen: npm run triage prints them',
  },
  {
    page: ACCURACY,
    section: 'The ladder',
    why: 'of training runs whose weights are not kept: training/RUNS.md has their commands',
  },
  {
    page: ACCURACY,
    section: 'Published figures, not the same test',
    row: /^ours in the same form/,
    why: 'needs the folds’ own predictions: npm run evaluate -- --oof RUNS/oof.csv',
  },
  {
    page: ACCURACY,
    section: 'Published figures, not the same test',
    why: 'of others, as they published it',
  },
  {
    page: ACCURACY,
    section: 'Can its probabilities be taken at their word?',
    why: 'a picture: npm run evaluate -- --out draws it',
  },
  {
    page: COMPARISON,
    row: /^(EfficientNet-B0, from scratch|A small network in three|MobileNet v2, taught|ResNet-18, from scratch)/,
    why: 'of an earlier run; the package is no longer at hand',
  },
  { page: COMPARISON, row: /^ich-(alexnet|inception-v3|mobilenet-v3|resnet-50)/, why: NOT_SHIPPED },
  { page: COMPARISON, column: /^ms a slice$/, why: times('npm run compare') },
  { page: PERFORMANCE, section: 'When and under what', why: 'the day of a measurement' },
  {
    page: PERFORMANCE,
    section: 'int8',
    column: /^(MB|any|EDH|IPH|IVH|SAH|SDH|largest|flags)/,
    why: 'of an int8 package, which is not shipped: npm run quantize makes it, npm run evaluate -- --model measures it',
  },
  { page: PERFORMANCE, section: 'int8', why: times('npm run bench -- int8') },
  {
    page: PERFORMANCE,
    section: 'VGG-16 as published: 224 x 224, all channels, random weights',
    column: /^goal$/,
    why: 'a goal, not a measurement',
  },
  {
    page: PERFORMANCE,
    section: 'Every network beside its rivals',
    why: times('npm run bench -- engine --model PACK'),
  },
  {
    page: PERFORMANCE,
    section: 'Distance to the physical limit',
    why: times('npm run bench -- engine --layers'),
  },
  {
    page: PERFORMANCE,
    section: 'One ranking from every engine',
    why: times('npm run bench -- agree'),
  },
  { page: PERFORMANCE, section: 'Pipeline', why: times('npm run bench -- pipeline') },
  {
    page: PERFORMANCE,
    section: 'The shipped model: ich-vgg16, 160 x 160, width 0.25',
    why: times('npm run bench -- engine'),
  },
  {
    page: PERFORMANCE,
    section: 'VGG-16 as published: 224 x 224, all channels, random weights',
    why: times('npm run bench -- engine --model full'),
  },
  {
    page: PERFORMANCE,
    section: 'Reading while it works',
    why: times('npm run bench -- ui --only scroll'),
  },
  {
    page: PERFORMANCE,
    section: 'Slabs, planes and long lists',
    why: times('npm run bench -- ui --only hanging'),
  },
  { page: PERFORMANCE, section: "A night's list", why: times('npm run bench -- ui') },
];
