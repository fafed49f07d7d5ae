/** Tag, VR and keyword of the attributes a tag browser is likely to meet in CT (PS3.6 chapter 6). */
const ROWS = `
00020002 UI MediaStorageSOPClassUID|00020003 UI MediaStorageSOPInstanceUID|00020010 UI TransferSyntaxUID
00020012 UI ImplementationClassUID|00020013 SH ImplementationVersionName|00080005 CS SpecificCharacterSet
00080008 CS ImageType|00080012 DA InstanceCreationDate|00080013 TM InstanceCreationTime|00080016 UI SOPClassUID
00080018 UI SOPInstanceUID|00080020 DA StudyDate|00080021 DA SeriesDate|00080022 DA AcquisitionDate
00080023 DA ContentDate|0008002A DT AcquisitionDateTime|00080030 TM StudyTime|00080031 TM SeriesTime
00080032 TM AcquisitionTime|00080033 TM ContentTime|00080050 SH AccessionNumber|00080060 CS Modality
00080070 LO Manufacturer|00080080 LO InstitutionName|00080090 PN ReferringPhysicianName|00081010 SH StationName
00081030 LO StudyDescription|0008103E LO SeriesDescription|00081090 LO ManufacturerModelName
00100010 PN PatientName|00100020 LO PatientID|00100030 DA PatientBirthDate|00100040 CS PatientSex
00101010 AS PatientAge|00180010 LO ContrastBolusAgent|00180015 CS BodyPartExamined|00180022 CS ScanOptions
00180050 DS SliceThickness|00180060 DS KVP|00180088 DS SpacingBetweenSlices|00180090 DS DataCollectionDiameter
00181020 LO SoftwareVersions|00181030 LO ProtocolName|00181100 DS ReconstructionDiameter
00181120 DS GantryDetectorTilt|00181130 DS TableHeight|00181150 IS ExposureTime|00181151 IS XRayTubeCurrent
00181152 IS Exposure|00181210 SH ConvolutionKernel|00185100 CS PatientPosition|0020000D UI StudyInstanceUID
0020000E UI SeriesInstanceUID|00200010 SH StudyID|00200011 IS SeriesNumber|00200012 IS AcquisitionNumber
00200013 IS InstanceNumber|00200032 DS ImagePositionPatient|00200037 DS ImageOrientationPatient
00200052 UI FrameOfReferenceUID|00201041 DS SliceLocation|00280002 US SamplesPerPixel
00280004 CS PhotometricInterpretation|00280006 US PlanarConfiguration|00280008 IS NumberOfFrames|00280010 US Rows
00280011 US Columns|00280030 DS PixelSpacing|00280100 US BitsAllocated|00280101 US BitsStored|00280102 US HighBit
00280103 US PixelRepresentation|00280120 US PixelPaddingValue|00280301 CS BurnedInAnnotation
00281050 DS WindowCenter|00281051 DS WindowWidth|00281052 DS RescaleIntercept|00281053 DS RescaleSlope
00281054 LO RescaleType|00281055 LO WindowCenterWidthExplanation|00282110 CS LossyImageCompression
52009229 SQ SharedFunctionalGroupsSequence|52009230 SQ PerFrameFunctionalGroupsSequence|7FE00010 OW PixelData`;

/** What is known of a tag. */
export interface TagDefinition {
  readonly vr: string;
  readonly keyword: string;
}

/** Definitions by eight upper-case hex digits. */
export const TAG_DICTIONARY: ReadonlyMap<string, TagDefinition> = new Map(
  ROWS.trim()
    .split(/[|\n]/)
    .map((row) => {
      const [tag = '', vr = '', keyword = ''] = row.trim().split(' ');
      return [tag, { vr, keyword }] as const;
    }),
);
