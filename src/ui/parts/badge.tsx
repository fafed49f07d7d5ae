import css from './badge.module.css';
import { classes } from './classes.ts';

/** A word or two in a frame. `synthetic`: made by a program, said on every screen; `quiet`: of little weight. */
export const Badge = ({
  children,
  kind,
}: {
  readonly children: string;
  readonly kind?: 'synthetic' | 'quiet';
}) => <span className={classes(css.badge, kind && css[kind])}>{children}</span>;
