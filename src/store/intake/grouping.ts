export { groupStudies } from '#dicom';
export { missingFiles } from '#intake';
