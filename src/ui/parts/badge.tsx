import type { ReactNode } from 'react';
import css from './badge.module.css';
import { classes } from './classes.ts';

/**
 * A word or two in a frame. `synthetic`: made by a program, said on every screen; `quiet`: of little weight; `shrinks`: its end may be cut
 * where there is no room, and its title says all; `note`: what a person wrote, cut the same way.
 */
export const Badge = ({
  children,
  kind,
  title,
}: {
  readonly children: ReactNode;
  readonly kind?: 'synthetic' | 'quiet' | 'shrinks' | 'note';
  readonly title?: string;
}) => (
  <span className={classes(css.badge, kind && css[kind])} title={title}>
    {children}
  </span>
);
