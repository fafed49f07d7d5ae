import type { AdviceTable } from './advice.ts';

/** About the hospital's archive: lists, studies and results by DICOMweb. */
export const PACS = {
  'pacs-unreachable': {
    happened: 'The PACS cannot be reached, or it broke the connection.',
    advice: 'Check its address and that it runs; ask again.',
  },
  'pacs-silent': {
    happened: 'The PACS stopped answering in the middle, or took longer than is waited for.',
    advice: 'Ask again when it is less busy; tell its administrator if it stays so.',
  },
  'pacs-refused': {
    happened: 'The PACS does not take the credentials, or there are none.',
    advice: 'Check the credentials in the environment or the file.',
  },
  'pacs-redirect': {
    happened: 'The PACS sends the request to another address, which is never followed.',
    advice: 'Give its final address.',
  },
  'pacs-not-found': {
    happened: 'The PACS does not have what was asked for, or hides it.',
    advice: 'Look the study up in the PACS; two patients under one study can hide it.',
  },
  'pacs-error': {
    happened: 'The PACS answered with an error.',
    advice: 'Ask again; see its log if it stays so.',
  },
  'pacs-foreign': {
    happened: 'What came is no DICOMweb: a page to log in, or another server.',
    advice: 'Check the address, and that no portal stands before it.',
  },
  'pacs-broken': {
    happened: 'The answer of the PACS is cut short or makes no sense; nothing of it was used.',
    advice: 'Ask again; see the log of the PACS and of what stands before it.',
  },
  'pacs-too-large': {
    happened: 'The answer of the PACS is larger than anything that is read of one.',
    advice: 'Look at the study in the PACS; export it to a folder if it is sound.',
  },
  'pacs-bad-row': {
    happened: 'A row of the list of studies has no usable Study Instance UID.',
    advice: 'Find the study in the PACS and read it there; it cannot be fetched.',
  },
  'pacs-list-incomplete': {
    happened: 'The PACS may have more studies than its list gave.',
    advice: 'Ask for less at a time, such as one day; compare with the list in the PACS.',
  },
  'pacs-other-study': {
    happened: 'The PACS gave an image of a study that was not asked for; it was not used.',
    advice: 'Tell the administrator of the PACS.',
  },
  'pacs-two-patients': {
    happened: 'The PACS gave images of two patients under one Study Instance UID.',
    advice: 'Compare the rows with the PACS, and have its administrator part the patients.',
  },
  'pacs-fewer': {
    happened: 'The PACS gave fewer images of a study than it said it has.',
    advice: 'Fetch the study again; compare the count with the PACS.',
  },
  'pacs-gone': {
    happened: 'Images that are open here are not in the PACS any more.',
    advice: 'Compare the study with the PACS; reload the page and take it again.',
  },
  'pacs-not-stored': {
    happened: 'The PACS did not take a result.',
    advice: 'See the code and the log of the PACS; the result can be written to a folder instead.',
  },
  'has-result': {
    happened: 'The study has a result of this model already.',
    advice: 'Nothing: remove the result to have it analyzed again.',
  },
} as const satisfies AdviceTable;
