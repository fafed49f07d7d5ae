import type { ReactNode } from 'react';
import css from './badge.module.css';
import { classes } from './classes.ts';

/**
 * A word or two in a frame. `synthetic`: made by a program, said on every screen, its end cut before a mark is; `quiet`: of little weight; `mark`: a picture or a few letters of little weight, never cut; `shrinks`: its end may be cut
 * where there is no room, and its title says all; `note`: what a person wrote, cut the same way; `differs`: two that should say the same don't.
 */
export const Badge = ({
  children,
  kind,
  title,
}: {
  readonly children: ReactNode;
  readonly kind?: 'synthetic' | 'quiet' | 'mark' | 'shrinks' | 'note' | 'differs';
  readonly title?: string;
}) => (
  <span
    className={classes(css.badge, kind && css[kind])}
    title={title ?? (typeof children === 'string' ? children : undefined)}
    data-testid="badge"
  >
    {children}
  </span>
);
