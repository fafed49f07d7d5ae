const heard = new WeakSet<object>();

/** Remembers that this was done in another tab: it is neither told on nor logged here. Gives it back. */
export function fromElsewhere<Value extends object | null>(value: Value): Value {
  if (value !== null) heard.add(value);
  return value;
}

/** Whether another tab did this. */
export const isFromElsewhere = (value: object | null): boolean =>
  value !== null && heard.has(value);
