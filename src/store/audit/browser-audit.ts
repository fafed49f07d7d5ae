import type { AuditPort } from './actions.ts';

/** The log of this browser; what opens it is fetched on first use. */
export const browserAudit: AuditPort = async () => (await import('./shelf.ts')).browserShelf();
