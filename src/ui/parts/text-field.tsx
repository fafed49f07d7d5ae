import type { ComponentProps } from 'react';

/** A line of text to be typed in a dialog. What is typed is offered to nobody again. */
export const TextField = (props: Omit<ComponentProps<'input'>, 'type' | 'className'>) => (
  <input type="text" autoComplete="off" {...props} />
);
