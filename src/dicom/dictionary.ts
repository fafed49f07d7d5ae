/** Value representations in use (PS3.5 table 6.2-1). Two where another attribute decides (PS3.5 A.2, PS3.6 note to table 6-1). */
export type Vr =
  | (typeof TEXT_VRS)[number]
  | (typeof LOCAL_TEXT_VRS)[number]
  | (typeof BINARY_VRS)[number]
  | 'SQ'
  | 'US|SS'
  | 'OB|OW';

/** Text in the default repertoire. */
const TEXT_VRS = ['AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI'] as const;
/** Text that Specific Character Set governs. */
const LOCAL_TEXT_VRS = ['LO', 'LT', 'PN', 'SH', 'ST', 'UT'] as const;
const BINARY_VRS = ['FL', 'OB', 'OD', 'OF', 'OV', 'OW', 'SS', 'UL', 'US'] as const;

/** VRs with a 32-bit length in explicit VR (PS3.5 7.1.2). */
export const LONG_VRS: ReadonlySet<string> = new Set(
  'OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '),
);

/** Tag and VR of every attribute that is read, written or likely to be met in CT, by keyword (PS3.6 chapter 6). */
export const DICTIONARY = {
  FileMetaInformationGroupLength: ['00020000', 'UL'],
  FileMetaInformationVersion: ['00020001', 'OB'],
  MediaStorageSOPClassUID: ['00020002', 'UI'],
  MediaStorageSOPInstanceUID: ['00020003', 'UI'],
  TransferSyntaxUID: ['00020010', 'UI'],
  ImplementationClassUID: ['00020012', 'UI'],
  ImplementationVersionName: ['00020013', 'SH'],
  DirectoryRecordSequence: ['00041220', 'SQ'],
  OffsetOfTheNextDirectoryRecord: ['00041400', 'UL'],
  RecordInUseFlag: ['00041410', 'US'],
  DirectoryRecordType: ['00041430', 'CS'],
  ReferencedFileID: ['00041500', 'CS'],
  ReferencedSOPInstanceUIDInFile: ['00041511', 'UI'],
  SpecificCharacterSet: ['00080005', 'CS'],
  ImageType: ['00080008', 'CS'],
  InstanceCreationDate: ['00080012', 'DA'],
  InstanceCreationTime: ['00080013', 'TM'],
  SOPClassUID: ['00080016', 'UI'],
  SOPInstanceUID: ['00080018', 'UI'],
  StudyDate: ['00080020', 'DA'],
  SeriesDate: ['00080021', 'DA'],
  AcquisitionDate: ['00080022', 'DA'],
  ContentDate: ['00080023', 'DA'],
  AcquisitionDateTime: ['0008002A', 'DT'],
  StudyTime: ['00080030', 'TM'],
  SeriesTime: ['00080031', 'TM'],
  AcquisitionTime: ['00080032', 'TM'],
  ContentTime: ['00080033', 'TM'],
  AccessionNumber: ['00080050', 'SH'],
  IssuerOfAccessionNumberSequence: ['00080051', 'SQ'],
  Modality: ['00080060', 'CS'],
  ConversionType: ['00080064', 'CS'],
  Manufacturer: ['00080070', 'LO'],
  InstitutionName: ['00080080', 'LO'],
  ReferringPhysicianName: ['00080090', 'PN'],
  CodeValue: ['00080100', 'SH'],
  CodingSchemeDesignator: ['00080102', 'SH'],
  CodeMeaning: ['00080104', 'LO'],
  MappingResource: ['00080105', 'CS'],
  TimezoneOffsetFromUTC: ['00080201', 'SH'],
  StationName: ['00081010', 'SH'],
  StudyDescription: ['00081030', 'LO'],
  SeriesDescription: ['0008103E', 'LO'],
  ManufacturerModelName: ['00081090', 'LO'],
  ReferencedPerformedProcedureStepSequence: ['00081111', 'SQ'],
  ReferencedSeriesSequence: ['00081115', 'SQ'],
  ReferencedSOPClassUID: ['00081150', 'UI'],
  ReferencedSOPInstanceUID: ['00081155', 'UI'],
  ReferencedFrameNumber: ['00081160', 'IS'],
  ReferencedSOPSequence: ['00081199', 'SQ'],
  DerivationDescription: ['00082111', 'ST'],
  SourceImageSequence: ['00082112', 'SQ'],
  IrradiationEventUID: ['00083010', 'UI'],
  FrameType: ['00089007', 'CS'],
  PatientName: ['00100010', 'PN'],
  PatientID: ['00100020', 'LO'],
  IssuerOfPatientID: ['00100021', 'LO'],
  TypeOfPatientID: ['00100022', 'CS'],
  IssuerOfPatientIDQualifiersSequence: ['00100024', 'SQ'],
  PatientBirthDate: ['00100030', 'DA'],
  PatientBirthTime: ['00100032', 'TM'],
  PatientSex: ['00100040', 'CS'],
  OtherPatientIDs: ['00101000', 'LO'],
  OtherPatientNames: ['00101001', 'PN'],
  OtherPatientIDsSequence: ['00101002', 'SQ'],
  PatientBirthName: ['00101005', 'PN'],
  PatientAge: ['00101010', 'AS'],
  PatientMotherBirthName: ['00101060', 'PN'],
  EthnicGroup: ['00102160', 'SH'],
  PatientSpeciesDescription: ['00102201', 'LO'],
  PatientSpeciesCodeSequence: ['00102202', 'SQ'],
  PatientSexNeutered: ['00102203', 'CS'],
  PatientBreedDescription: ['00102292', 'LO'],
  PatientIdentityRemoved: ['00120062', 'CS'],
  DeidentificationMethod: ['00120063', 'LO'],
  DeidentificationMethodCodeSequence: ['00120064', 'SQ'],
  ContrastBolusAgent: ['00180010', 'LO'],
  ContrastBolusAgentSequence: ['00180012', 'SQ'],
  BodyPartExamined: ['00180015', 'CS'],
  ScanOptions: ['00180022', 'CS'],
  SliceThickness: ['00180050', 'DS'],
  KVP: ['00180060', 'DS'],
  SpacingBetweenSlices: ['00180088', 'DS'],
  DataCollectionDiameter: ['00180090', 'DS'],
  SoftwareVersions: ['00181020', 'LO'],
  ProtocolName: ['00181030', 'LO'],
  ReconstructionDiameter: ['00181100', 'DS'],
  GantryDetectorTilt: ['00181120', 'DS'],
  TableHeight: ['00181130', 'DS'],
  ExposureTime: ['00181150', 'IS'],
  XRayTubeCurrent: ['00181151', 'IS'],
  Exposure: ['00181152', 'IS'],
  ConvolutionKernel: ['00181210', 'SH'],
  PatientPosition: ['00185100', 'CS'],
  CTReconstructionSequence: ['00189314', 'SQ'],
  CTXRayDetailsSequence: ['00189325', 'SQ'],
  CTImageFrameTypeSequence: ['00189329', 'SQ'],
  StudyInstanceUID: ['0020000D', 'UI'],
  SeriesInstanceUID: ['0020000E', 'UI'],
  StudyID: ['00200010', 'SH'],
  SeriesNumber: ['00200011', 'IS'],
  AcquisitionNumber: ['00200012', 'IS'],
  InstanceNumber: ['00200013', 'IS'],
  PatientOrientation: ['00200020', 'CS'],
  ImagePositionPatient: ['00200032', 'DS'],
  ImageOrientationPatient: ['00200037', 'DS'],
  FrameOfReferenceUID: ['00200052', 'UI'],
  SliceLocation: ['00201041', 'DS'],
  ImageComments: ['00204000', 'LT'],
  PlanePositionSequence: ['00209113', 'SQ'],
  PlaneOrientationSequence: ['00209116', 'SQ'],
  SamplesPerPixel: ['00280002', 'US'],
  PhotometricInterpretation: ['00280004', 'CS'],
  PlanarConfiguration: ['00280006', 'US'],
  NumberOfFrames: ['00280008', 'IS'],
  Rows: ['00280010', 'US'],
  Columns: ['00280011', 'US'],
  PixelSpacing: ['00280030', 'DS'],
  BitsAllocated: ['00280100', 'US'],
  BitsStored: ['00280101', 'US'],
  HighBit: ['00280102', 'US'],
  PixelRepresentation: ['00280103', 'US'],
  PixelPaddingValue: ['00280120', 'US|SS'],
  PixelPaddingRangeLimit: ['00280121', 'US|SS'],
  BurnedInAnnotation: ['00280301', 'CS'],
  WindowCenter: ['00281050', 'DS'],
  WindowWidth: ['00281051', 'DS'],
  RescaleIntercept: ['00281052', 'DS'],
  RescaleSlope: ['00281053', 'DS'],
  ModalityLUTSequence: ['00283000', 'SQ'],
  RescaleType: ['00281054', 'LO'],
  WindowCenterWidthExplanation: ['00281055', 'LO'],
  VOILUTFunction: ['00281056', 'CS'],
  LossyImageCompression: ['00282110', 'CS'],
  PixelMeasuresSequence: ['00289110', 'SQ'],
  FrameVOILUTSequence: ['00289132', 'SQ'],
  PixelValueTransformationSequence: ['00289145', 'SQ'],
  MeasurementUnitsCodeSequence: ['004008EA', 'SQ'],
  RelationshipType: ['0040A010', 'CS'],
  ObservationDateTime: ['0040A032', 'DT'],
  ValueType: ['0040A040', 'CS'],
  ConceptNameCodeSequence: ['0040A043', 'SQ'],
  ContinuityOfContent: ['0040A050', 'CS'],
  PersonName: ['0040A123', 'PN'],
  UID: ['0040A124', 'UI'],
  TextValue: ['0040A160', 'UT'],
  ConceptCodeSequence: ['0040A168', 'SQ'],
  MeasuredValueSequence: ['0040A300', 'SQ'],
  NumericValue: ['0040A30A', 'DS'],
  PerformedProcedureCodeSequence: ['0040A372', 'SQ'],
  CurrentRequestedProcedureEvidenceSequence: ['0040A375', 'SQ'],
  CompletionFlag: ['0040A491', 'CS'],
  VerificationFlag: ['0040A493', 'CS'],
  PreliminaryFlag: ['0040A496', 'CS'],
  ContentTemplateSequence: ['0040A504', 'SQ'],
  ContentSequence: ['0040A730', 'SQ'],
  TemplateIdentifier: ['0040DB00', 'CS'],
  GraphicData: ['00700022', 'FL'],
  GraphicType: ['00700023', 'CS'],
  ReferencedFrameOfReferenceUID: ['30060024', 'UI'],
  SharedFunctionalGroupsSequence: ['52009229', 'SQ'],
  PerFrameFunctionalGroupsSequence: ['52009230', 'SQ'],
  ExtendedOffsetTable: ['7FE00001', 'OV'],
  FloatPixelData: ['7FE00008', 'OF'],
  DoubleFloatPixelData: ['7FE00009', 'OD'],
  PixelData: ['7FE00010', 'OB|OW'],
} as const satisfies Readonly<Record<string, readonly [tag: string, vr: Vr]>>;

/** An attribute's name in PS3.6: 'PixelSpacing'. */
export type Keyword = keyof typeof DICTIONARY;

/** The VR of an attribute. */
export type VrOf<K extends Keyword> = (typeof DICTIONARY)[K][1];

/** The attributes of a VR: `KeywordOf<'SQ'>` are the sequences. */
export type KeywordOf<V extends Vr> = {
  [K in Keyword]: VrOf<K> extends V ? K : never;
}[Keyword];

/** Attributes whose text is in the default repertoire. */
export type TextKeyword = KeywordOf<(typeof TEXT_VRS)[number]>;
/** Attributes whose text Specific Character Set governs. */
export type LocalTextKeyword = KeywordOf<(typeof LOCAL_TEXT_VRS)[number]>;

/** Keyword and VR by eight upper-case hex digits. */
export const BY_TAG: ReadonlyMap<string, { readonly keyword: string; readonly vr: string }> =
  new Map(Object.entries(DICTIONARY).map(([keyword, [tag, vr]]) => [tag, { keyword, vr }]));
