import type { ReactElement } from 'react';
import { classes } from './classes.ts';
import css from './icon-button.module.css';
import { ToolIcon, type ToolName } from './icons.tsx';

/** A button that is a picture; its name is read out and shown as a tooltip, which may say more. */
export function IconButton(props: {
  /** One of the pictures that every screen has, or another. */
  readonly tool: ToolName | ReactElement;
  readonly label: string;
  readonly title?: string;
  /** For a switch: whether it is on. */
  readonly on?: boolean;
  readonly small?: boolean;
  readonly className?: string | undefined;
  readonly tabIndex?: number;
  readonly onClick: (() => void) | undefined;
}) {
  const { tool, label, title = label, on, small = false, className, tabIndex, onClick } = props;
  return (
    <button
      type="button"
      className={classes(css.iconButton, small && css.small, className)}
      aria-label={label}
      aria-pressed={on}
      title={title}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      {typeof tool === 'string' ? <ToolIcon tool={tool} /> : tool}
    </button>
  );
}
