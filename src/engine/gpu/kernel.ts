/** How numbers are stored between layers: 16 bits where the device computes with them (shader-f16). */
export type Precision = 'f32' | 'f16';

/** What a kernel reads or writes, in the order of its @binding numbers. */
export type Binding =
  /** Slices in this run, one u32. */
  | { readonly kind: 'batch' }
  /** The inputs as they come: height * width * channels f32 a slice. */
  | { readonly kind: 'input' }
  /** An image between layers, by its id in the plan. */
  | { readonly kind: 'image'; readonly id: number; readonly access: 'read' | 'write' }
  /** Numbers that never change; uploaded once. */
  | {
      readonly kind: 'constant';
      readonly data: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
    }
  /** Values of the tail's nodes. */
  | { readonly kind: 'scratch' }
  /** The probabilities' node: `columns` f32 a slice. */
  | { readonly kind: 'results' }
  /** One u32: not 0 once a number was too large for f16. */
  | { readonly kind: 'overflow' };

/** One dispatch, described without a GPU. */
export interface Kernel {
  readonly label: string;
  readonly code: string;
  readonly bindings: readonly Binding[];
  /** For this many slices. */
  readonly workgroups: (batch: number) => readonly [number, number];
}

/** Bytes of a number. */
export function bytesOf(precision: Precision): number {
  return precision === 'f16' ? 2 : 4;
}
