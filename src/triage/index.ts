export type {
  Evidence,
  OperatingPointName,
  SliceFinding,
  SliceNotAnalysed,
  StudyFindings,
  SuitabilityCheck,
} from './findings.ts';
