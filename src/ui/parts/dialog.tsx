import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '#texts';
import { classes } from './classes.ts';
import css from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

/** A modal dialog: the browser's own, which keeps the focus inside, closes by Escape and gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
  roomy = false,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Wider still, and as high as the window allows: for what is looked at and not only answered. */
  readonly roomy?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes(css.dialog, wide && css.wide, roomy && css.roomy)}
      aria-labelledby="dialog-title"
      onClose={onClose}
    >
      <div className={css.head}>
        <h2 id="dialog-title">{title}</h2>
        <IconButton tool="close" label={t('Close')} onClick={onClose} />
      </div>
      <div className={css.dialogBody}>{children}</div>
    </dialog>
  );
}
