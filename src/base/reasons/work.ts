import type { AdviceTable } from './advice.ts';

/** About work under way: studies, workers, the page. */
export const WORK = {
  'analysis-failed': {
    happened: 'The analysis of the study broke off.',
    advice: 'Analyze it again; read it without the model until then.',
  },
  'study-failed': {
    happened: 'The analysis of the study broke off for an unforeseen reason.',
    advice: 'Run it again; report it if it happens again.',
  },
  'slice-unaccounted': {
    happened: 'A slice ended neither as a finding nor as a reason, so the result was thrown away.',
    advice: 'Analyze the study again and report it: a fault of the program.',
  },
  'images-gone': {
    happened: 'The page was closed before the study was analyzed; images are not kept.',
    advice: 'Give its images again.',
  },
  'reading-broke-off': {
    happened: 'Reading what was given broke off; what had been read is in the worklist.',
    advice: 'Give it again.',
  },
  'worker-crashed': {
    happened: 'A background worker died.',
    advice:
      'Nothing the first times: the work begins again. Then close other tabs, or choose another engine.',
  },
  'workers-blocked': {
    happened: 'This browser starts no background workers.',
    advice:
      'Use a current browser; ask whether a policy or an extension blocks workers. Nothing can be read, shown or analyzed without them.',
  },
  'worker-silent': {
    happened: 'A background worker gave no sign of life and was ended.',
    advice: 'Nothing: the work begins again. Choose another engine if it happens again.',
  },
  'worker-version': {
    happened: 'The page and its background worker are of different versions of the program.',
    advice: 'Reload the page; close its other tabs if that does not help.',
  },
  'worker-error': {
    happened: 'A background worker failed for a reason it has no code for.',
    advice: 'Try again; report it.',
  },
  'no-run': {
    happened: 'A study was to go on that is not under way any more.',
    advice: 'Analyze it again.',
  },
  'no-such-slice': {
    happened: 'A slice was asked for that the study does not have.',
    advice: 'Open the study again.',
  },
  'no-slice': {
    happened: 'The series has no slice at this place.',
    advice: 'Open the study again.',
  },
  'window-refused': {
    happened: 'The browser opened no new window.',
    advice: 'Allow windows of this page, and try again.',
  },
  'no-study': {
    happened: 'Something was asked of a study that is not in the list any more.',
    advice: 'Give its images again.',
  },
  'no-result': {
    happened: 'A study was to be exported that has no result to export.',
    advice: 'The export says what is missing; analyze the study, or give its images again.',
  },
  'no-throw-handler': {
    happened: 'The channel to the workers cannot carry errors.',
    advice: 'Report it: a fault of the program.',
  },
  'no-webcrypto': {
    happened: 'The browser offers no SHA-256 here.',
    advice: 'Serve the app over https or from localhost.',
  },
  'no-app': {
    happened: 'A part of the screen stands outside the app.',
    advice: 'Report it: a fault of the program.',
  },
  'no-root': {
    happened: 'The page lacks the element that the app is drawn into.',
    advice: 'Install anew.',
  },
  unreachable: {
    happened: 'A case happened that was thought impossible.',
    advice: 'Report it: a fault of the program.',
  },
  interrupted: {
    happened: 'The run was stopped before this slice was analyzed.',
    advice: 'Run it again.',
  },
} as const satisfies AdviceTable;
