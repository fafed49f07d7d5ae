import { AppError, messageOf } from '#base';

/** An error of the device as one of ours. */
function asAppError(error: GPUError): AppError {
  return error instanceof GPUOutOfMemoryError
    ? new AppError('engine-memory', `The GPU has not enough memory: ${error.message}`)
    : new AppError('engine-failed', `The GPU refuses the work: ${error.message}`);
}

const SCOPES: readonly GPUErrorFilter[] = ['internal', 'out-of-memory', 'validation'];

/**
 * Issues work to the device and hears whether the device took it: WebGPU reports nothing by itself and gives old or zero
 * numbers instead. `verdict` rejects with AppError 'engine-memory', 'engine-failed', or 'engine-lost'.
 */
export function checked<T>(
  device: GPUDevice,
  issue: () => T,
): { readonly value: T; readonly verdict: Promise<void> } {
  for (const scope of SCOPES) device.pushErrorScope(scope);
  const close = () => Promise.all(SCOPES.map(() => device.popErrorScope()));
  try {
    const value = issue();
    return { value, verdict: judged(close()) };
  } catch (error) {
    close().catch(() => undefined); // What was thrown says more.
    throw error;
  }
}

async function judged(closed: Promise<readonly (GPUError | null)[]>): Promise<void> {
  const errors = await unlessLost(closed);
  const error = errors.find((each) => each !== null);
  if (error != null) throw asAppError(error);
}

/**
 * The result of a wait on the device. It rejects when the device is gone, some browsers with an AbortError, which must
 * not be taken for a cancelled run: AppError 'engine-lost'.
 */
export async function unlessLost<T>(wait: Promise<T>): Promise<T> {
  try {
    return await wait;
  } catch (cause) {
    throw new AppError('engine-lost', `The GPU does not answer: ${messageOf(cause)}`, { cause });
  }
}
