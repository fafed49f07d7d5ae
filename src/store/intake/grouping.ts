export { groupStudies } from '#dicom';
export { listedOtherwise, missingFiles } from '#intake';
