export { groupStudies } from '#dicom';
