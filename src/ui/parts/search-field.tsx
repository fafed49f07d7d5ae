import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { ToolIcon } from './icons.tsx';
import css from './search-field.module.css';

/** A magnifier and a field to search in. `className` places it; the rest is the field's own. No browser keeps a name that was looked for. */
export function SearchField({ className, ...field }: ComponentProps<'input'>) {
  return (
    <label className={classes(css.field, className)}>
      <ToolIcon tool="search" />
      <input type="search" autoComplete="off" {...field} />
    </label>
  );
}
