/** The text of src/engine/wasm/kernel-binaries.ts, made of src/engine/wasm/kernels. */
export function kernelBinaries(): Promise<string>;
/** The text of src/imaging/kernel-binary.ts, made of src/imaging/kernels. */
export function imagingKernelBinary(): Promise<string>;
