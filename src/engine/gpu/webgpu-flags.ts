/** The flags of the WebGPU specification, by value: TypeScript's library does not declare the objects that hold them. */
export const BUFFER_USAGE = {
  MAP_READ: 0x1,
  COPY_SRC: 0x4,
  COPY_DST: 0x8,
  UNIFORM: 0x40,
  STORAGE: 0x80,
} as const;

/** MAP_READ. */
export const MAP_READ = 0x1;

/** COMPUTE. */
export const COMPUTE = 0x4;
