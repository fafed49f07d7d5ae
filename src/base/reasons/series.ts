import type { AdviceTable } from './advice.ts';

/** About series: which one is analyzed, and how far it is what the model was measured on. */
export const SERIES = {
  'not-axial': {
    happened: 'The slices are not axial.',
    advice: 'Open the axial series.',
  },
  derived: {
    happened:
      'Reformats, projections and other derived images are not what the model was measured on.',
    advice: 'Open the original axial series.',
  },
  contrast: {
    happened: 'Contrast medium was given; the model was measured on non-contrast head CT.',
    advice: 'Open the series before contrast.',
  },
  'bone-kernel': {
    happened: 'A bone kernel is too noisy for blood.',
    advice: 'Open the soft-tissue reconstruction.',
  },
  'too-few-slices': {
    happened: 'Too few slices to be a head.',
    advice: 'Open the whole series.',
  },
  'order-by-number': {
    happened: 'Positions are missing; the slices are in the order of their numbers.',
    advice: 'Check that the order is right before reading on.',
  },
  'set-aside': {
    happened: 'The series was set aside by itself and chosen by a reader all the same.',
    advice: 'Mind why it was set aside.',
  },
  'other-series': {
    happened: 'Another series of the study was chosen.',
    advice: 'Choose this series in the viewer to have it analyzed.',
  },
  'no-series': {
    happened: 'No series of the study can be analyzed.',
    advice:
      'Read it without the model; open an axial, non-contrast soft-tissue series if there is one.',
  },
  'no-slices': {
    happened: 'The study has no slices to analyze.',
    advice: 'Open the study again.',
  },
  unsuitable: {
    happened:
      'The series fails a condition that the model needs, so none of its slices was analyzed.',
    advice: 'Read the study without the model; see its checks.',
  },
  'no-brain': {
    happened: 'The slice shows no brain within bone: it lies above or below it, or is no head.',
    advice: 'Nothing for slices at the ends; if brain is on it, read it yourself.',
  },
  'not-a-head': {
    happened: 'On no slice is there brain within bone.',
    advice: 'Check that this is a head CT.',
  },
  head: {
    happened: 'How many slices show brain within bone.',
    advice: 'Compare with the number of slices you expect.',
  },
  orientation: {
    happened: 'How far the slices are off the axial plane.',
    advice: 'Mind a strong tilt; open the axial series if it is not axial.',
  },
  thickness: {
    happened: 'Whether the slice thickness is one that the model was measured on.',
    advice: 'Prefer the series with slices of 2.5 to 6 mm.',
  },
  'slice-count': {
    happened: 'Whether there are enough slices for a head.',
    advice: 'Open the whole series.',
  },
  extent: {
    happened: 'How much of the head the slices cover.',
    advice: 'Check that no part of the head is missing.',
  },
  gaps: {
    happened: 'Whether slices are missing between others.',
    advice: 'Open the missing slices; what lies there was not looked at.',
  },
  duplicates: {
    happened: 'Whether slices were given twice.',
    advice: 'Nothing, unless they should differ.',
  },
  'field-of-view': {
    happened: 'Whether the field of view is that of a head.',
    advice: 'Open a reconstruction of the head alone.',
  },
  localizer: {
    happened: 'A scout or localizer, by its image type or description.',
    advice: 'Open the axial series.',
  },
  kernel: {
    happened: 'Whether the reconstruction kernel is one for soft tissue.',
    advice: 'Prefer the soft-tissue reconstruction.',
  },
  age: {
    happened:
      'Whether the patient is an adult, as the patients were that the model was measured on.',
    advice: 'Do not rely on the model for children.',
  },
  kvp: {
    happened: 'Whether the tube voltage is a usual one.',
    advice: 'Mind that blood has other values at unusual voltages.',
  },
  modality: {
    happened: 'Whether the modality is CT.',
    advice: 'Open a non-contrast head CT.',
  },
  'image-type': {
    happened: 'Whether the images are original.',
    advice: 'Prefer the original series.',
  },
  'burned-in': {
    happened: 'Whether text is burned into the pixels.',
    advice: 'Open images without burned-in text: it hides tissue and may name the patient.',
  },
  hounsfield: {
    happened: 'Whether the values are plausible Hounsfield units.',
    advice: 'Check slope and intercept.',
  },
  rescale: {
    happened: 'Whether rescale slope and intercept are stated.',
    advice: 'Check a known value, such as air at -1000 HU.',
  },
  'wrapped-values': {
    happened: 'Whether values had wrapped round.',
    advice: 'Mind that the repair is a guess where air and bone meet.',
  },
  lossy: {
    happened: 'Whether the pixels lost information by compression.',
    advice: 'Prefer the lossless original.',
  },
  metal: {
    happened: 'How much metal is in the slices.',
    advice: 'Mind streaks: they look like blood and hide it.',
  },
  'no-uids': {
    happened: 'The study has no UIDs: it was put together by folder, date and descriptions.',
    advice: 'Check that all slices are of one patient.',
  },
  'order-unknown': {
    happened: 'Nothing says in which order the slices lie.',
    advice: 'Do not trust the order; export the series with positions.',
  },
  'numbers-twice': {
    happened: 'Instance Numbers occur twice: two acquisitions or two patients may be mixed.',
    advice: 'Check that all slices belong together.',
  },
  'order-contradicts': {
    happened: 'Positions and Instance Numbers contradict each other.',
    advice: 'Check that all slices belong together and lie in the right order.',
  },
  'scans-mixed': {
    happened: 'Slices of two acquisitions lie between each other.',
    advice: 'Check whether two times, or two patients, are mixed; export each scan as a series.',
  },
  'thicknesses-mixed': {
    happened: 'Slices of two thicknesses lie between each other.',
    advice: 'Check whether two reconstructions are mixed; export each as a series.',
  },
  'frames-differ': {
    happened: 'The positions of one series are in several frames of reference.',
    advice: 'Do not trust the order of the slices; export the scans as series of their own.',
  },
  'tilt-contradicts': {
    happened: 'The gantry’s tilt and the orientation of the slices contradict each other.',
    advice: 'Mind that planes and distances computed from the slices may be askew.',
  },
  'sop-class': {
    happened: 'The files call themselves CT, but are of another modality’s SOP class.',
    advice: 'Check that these are CT images; export them from the scanner.',
  },
  'modality-lut': {
    happened: 'The files have a Modality LUT, which is not applied.',
    advice: 'Check a known value, such as air at -1000 HU.',
  },
  'spacing-unreadable': {
    happened: 'The size of the pixels is stated, but not as two numbers.',
    advice: 'Mind that no length or volume is known; export the series again.',
  },
  'overlay-in-values': {
    happened: 'An overlay lies in bits that the header calls the image’s.',
    advice: 'Do not trust the values where the overlay lies; export the images without it.',
  },
  sideways: {
    happened: 'The slices do not lie above each other.',
    advice: 'Check that all slices belong together.',
  },
  'spacings-differ': {
    happened: 'Slices of one series have pixels of different size.',
    advice: 'Check that all slices belong together.',
  },
  sparse: {
    happened: 'Some of the head, or of the series, is not there.',
    advice: 'Open the missing slices; what lies there was not looked at.',
  },
  'patient-elsewhere': {
    happened:
      'Slices of the same Study Instance UID bear another Patient ID, or none: they have a row of their own.',
    advice: 'Check whose slices these are; look at the other row, too.',
  },
  'patients-differ': {
    happened: 'The files of the study contradict each other in whose they are, or of which day.',
    advice: 'Check that all slices belong together before anything of the row is believed.',
  },
  'other-day': {
    happened: 'Slices were acquired more than a day from the date of the study.',
    advice: 'Check that all slices belong to this study, and which of the dates is true.',
  },
  'after-contrast': {
    happened: 'The series was scanned after one with contrast medium.',
    advice: 'Mind that contrast in vessels and tissue looks like blood; open the plain series.',
  },
  'slices-elsewhere': {
    happened: 'Slices of the same series differ in their headers and are not in this row.',
    advice: 'Look at the other series of the study: nothing of them was analyzed here.',
  },
  'instances-unread': {
    happened: 'Files of the same series are no CT images, or could not be read.',
    advice: 'See under what was left out why; export the series anew if they were slices of it.',
  },
  'directory-differs': {
    happened:
      'The index of the disk (DICOMDIR) names other objects or studies than its files hold.',
    advice: 'Check whether these images are of this patient and study; ask for the disk anew.',
  },
  'scan-elsewhere': {
    happened: 'Another series of the study shows more of the head, or another scan of it.',
    advice: 'Look at that series, too: nothing of it was analyzed here.',
  },
  'interleaved-series': {
    happened: 'Another series has slices between these.',
    advice: 'Check whether the head was split in two; look at both.',
  },
  'not-chosen': {
    happened: 'No series of the study was chosen, and this one does not say why.',
    advice: 'Choose it in the viewer.',
  },
  'body-part': {
    happened: 'Whether the body part is stated to be the head.',
    advice: 'Open a head CT.',
  },
  'no-closed-skull': {
    happened: 'No slice shows a closed skull round brain.',
    advice: 'Check that this is a whole head CT.',
  },
  'beyond-ends': {
    happened: 'Whether the slices reach to where there is little brain at both ends.',
    advice: 'Open the slices beyond the ends; what lies there was not looked at.',
  },
  'head-turned': {
    happened:
      'Whether the head lies in the pixels as the header says, by the outline of the skull.',
    advice:
      'Look where the face is. If it is turned, left and right may be wrong, too: export the series again.',
  },
  'beyond-edges': {
    happened: 'Whether the whole width of the head lies within the images.',
    advice: 'Open a reconstruction of the whole head; what lies outside was not looked at.',
  },
  'brain-hu': {
    happened: 'Whether the brain has the values that brain has.',
    advice: 'Check slope and intercept; open the original series.',
  },
  noise: {
    happened: 'Whether the images are as noisy as those that the model was measured on.',
    advice:
      'Mind that flags get lost in noise; open a series of thicker slices or a softer kernel.',
  },
  motion: {
    happened: 'Whether the outline of the head is sharp: a head that moved has it twice.',
    advice:
      'Mind that motion hides bleeds and looks like them; open the repeated scan if there is one.',
  },
  'lost-slices': {
    happened: 'Whether slices within the head are blank, cut or repeated.',
    advice: 'Export the series again; what lies there was not looked at.',
  },
  'blank-slice': {
    happened: 'The slice is blank between slices with brain.',
    advice: 'Export the series again; what lies there was not looked at.',
  },
  'no-brain-within': {
    happened: 'No brain within bone was found on a slice in the middle of the head.',
    advice: 'Read the slice: an open skull or metal hides the brain from the program.',
  },
  'cut-slice': {
    happened: 'Part of the slice is blank.',
    advice: 'Export the series again; what lies in the blank part was not looked at.',
  },
  'no-pixel-spacing': {
    happened: 'The files do not say how large the pixels are.',
    advice: 'Read the slices one by one: nothing is computed across them.',
  },
  'too-large-for-planes': {
    happened: 'The slices of the series do not fit into memory all at once.',
    advice: 'Read the slices one by one, or open a reconstruction with fewer slices.',
  },
  'repeated-slice': {
    happened: 'The slice shows the same pixels as another one.',
    advice: 'Export the series again; what should lie there was not looked at.',
  },
} as const satisfies AdviceTable;
