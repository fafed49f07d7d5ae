import type { ReactNode } from 'react';
import css from './choices.module.css';

/** A group of choices of a dialog, one beneath the other under its legend. */
export function Choices({
  legend,
  children,
}: {
  readonly legend: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className={css.choices}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
