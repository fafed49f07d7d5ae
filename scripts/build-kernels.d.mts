/** The text of src/engine/kernel-binaries.ts, made of src/engine/kernels. */
export function kernelBinaries(): Promise<string>;
/** The text of src/imaging/kernel-binary.ts, made of src/imaging/kernels. */
export function imagingKernelBinary(): Promise<string>;
