/** What a GPU interface offers, found out without loading tfjs or a model. */
export interface GpuProbe {
  /** For people: the adapter's or the renderer's name. */
  readonly description: string;
  /** Emulated on the processor: right, but slower than WASM. */
  readonly software: boolean;
}

const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;

/** Whether a renderer's or adapter's name is that of an emulated GPU. */
const isSoftwareRenderer = (name: string): boolean => SOFTWARE_RENDERER.test(name);

/** An adapter's name. */
export function describeAdapter(info: GPUAdapterInfo): string {
  const name = [info.vendor, info.architecture, info.description].filter((part) => part !== '');
  return name.length === 0 ? 'unknown adapter' : name.join(' ');
}

/** A WebGL renderer's name, unmasked where the browser allows it. */
export function describeRenderer(gl: WebGLRenderingContext | WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  return typeof name === 'string' ? name : 'unknown renderer';
}

/** The WebGPU adapter, or null where there is none. */
export async function probeWebgpu(): Promise<GpuProbe | null> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  if (adapter === null) return null;
  const description = describeAdapter(adapter.info);
  return {
    description: `WebGPU (${description})`,
    software: adapter.info.isFallbackAdapter || isSoftwareRenderer(description),
  };
}

/** The WebGL 2 renderer, or null where there is none. */
export async function probeWebgl(): Promise<GpuProbe | null> {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return null;
  const description = describeRenderer(gl);
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // Browsers keep few contexts alive.
  return { description: `WebGL (${description})`, software: isSoftwareRenderer(description) };
}
