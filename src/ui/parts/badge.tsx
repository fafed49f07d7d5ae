import css from './badge.module.css';
import { classes } from './classes.ts';

/** A word or two in a frame. `synthetic`: made by a program, said on every screen; `quiet`: of little weight. */
export const Badge = ({
  children,
  kind,
  title,
}: {
  readonly children: string;
  readonly kind?: 'synthetic' | 'quiet';
  readonly title?: string;
}) => (
  <span className={classes(css.badge, kind && css[kind])} title={title}>
    {children}
  </span>
);
