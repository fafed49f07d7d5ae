/** The text of src/engine/kernel-binaries.ts, made of src/engine/kernels. */
export function kernelBinaries(): Promise<string>;
