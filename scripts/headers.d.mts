export function securityHeaders(): Record<string, string>;
