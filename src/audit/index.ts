export type { AuditDetails, AuditEntry, AuditFact } from './entry.ts';
export { CHAIN_ACTIONS, linked, readEntry } from './entry.ts';
export { auditFile } from './file.ts';
export type { AuditFault, AuditVerdict } from './verify.ts';
export { verifyAudit } from './verify.ts';
