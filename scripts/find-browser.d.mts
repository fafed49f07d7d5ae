export const SOFTWARE_GPU_FLAGS: readonly string[];
export const QUIET_FLAGS: readonly string[];
export function findChromium(): string | undefined;
export function ensureChromium(): string;
