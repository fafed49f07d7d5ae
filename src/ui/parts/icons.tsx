import { memo, type ReactNode } from 'react';
import type { Label } from '#base';
import type { RowState } from '#store';
import { classes } from '../parts/classes.ts';
import css from './icons.module.css';

/** A picture of 16 by 16. */
export const Icon = ({
  children,
  type,
  state,
}: {
  children: ReactNode;
  type?: Label;
  state?: RowState;
}) => (
  <svg
    className={classes(css.icon, type && css.typeIcon)}
    data-type={type}
    data-state={state}
    viewBox="0 0 16 16"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
);

/** Each type has a shape of its own, after the shape of the bleeding; color only repeats it. */
const TYPE_SHAPES: Readonly<Record<Label, ReactNode>> = {
  any: <rect x="3" y="3" width="10" height="10" rx="1.5" />,
  epidural: <path d="M8 1.5c4.6 3 4.6 10 0 13c-4.6-3-4.6-10 0-13z" />,
  intraparenchymal: <circle cx="8" cy="8" r="5.5" />,
  intraventricular: (
    <path d="M2 2.5C5 3 7 5 8 8c1-3 3-5 6-5.5C13.5 7.5 12 12 8 14C4 12 2.5 7.500 2 2.500z" />
  ),
  subarachnoid: (
    <path d="M8 1l1.600 4.700L14 3.500l-2 4.500l2 4.500l-4.400-2.200L8 15l-1.600-4.700L2 12.500L4 8L2 3.500l4.400 2.200z" />
  ),
  subdural: (
    <path d="M11.500 1.500C4.500 2 2.500 6 2.500 8s2 6 9 6.500C8 12.500 6.800 10.500 6.800 8S8 3.500 11.500 1.500z" />
  ),
};

/** The shape of a type. */
export const TypeIcon = memo(({ label }: { label: Label }) => (
  <Icon type={label}>{TYPE_SHAPES[label]}</Icon>
));

const HIDDEN = 'M1.500 8C4 4 12 4 14.500 8C12 12 4 12 1.500 8zM3 14L13 2';

const STATE_SHAPES: Readonly<Record<RowState, ReactNode>> = {
  queued: <circle cx="8" cy="8" r="5" className={css.stroke} strokeDasharray="2 2.500" />,
  reading: <circle cx="8" cy="8" r="5" className={css.stroke} strokeDasharray="8 4" />,
  analyzing: <circle cx="8" cy="8" r="5" className={classes(css.stroke, css.faint)} />,
  flagged: (
    <path
      d="M3.500 1.500v13M3.500 2.500h9.500l-2.500 3.250l2.500 3.250H3.500"
      className={classes(css.stroke, css.fill)}
    />
  ),
  'no-flag': <path d="M3.500 8h9" className={css.stroke} />,
  partial: (
    <>
      <circle cx="8" cy="8" r="5.500" className={css.stroke} />
      <path d="M8 2.500a5.500 5.500 0 0 1 0 11z" />
    </>
  ),
  unsuitable: (
    <path d="M8 2l6.500 11.500H1.500zM8 6.500v3.500M8 11.400v.6" className={css.stroke} />
  ),
  failed: <path d="M4 4l8 8M12 4l-8 8" className={css.stroke} />,
  interrupted: (
    <path d="M8 2.500a5.500 5.500 0 1 1-5.500 5.500M8 5v4M8 10.400v.6" className={css.stroke} />
  ),
  hidden: <path d={HIDDEN} className={css.stroke} />,
};

/** A hundredth of the ring is a hundredth of the work. It stands still: twenty turning wheels cost half a core without a GPU. */
const ProgressRing = ({ done }: { done: number }) => (
  <circle
    cx="8"
    cy="8"
    r="5"
    className={css.stroke}
    pathLength={100}
    strokeDasharray={`${Math.round(Math.min(1, done) * 100)} 100`}
    transform="rotate(-90 8 8)"
  />
);

/** The glyph of a state, with the part of the work that is done where there is one; the text beside it says the same. */
export const StateIcon = ({ state, done }: { state: RowState; done: number | null }) => (
  <Icon state={state}>
    {STATE_SHAPES[state]}
    {done === null ? null : <ProgressRing done={done} />}
  </Icon>
);

const TOOLS = {
  desk: (
    <path
      d="M2 11.500a6 6 0 0 1 12 0M8 11.500l3-4.500M2 13.500h12M8 5.500v1M4.200 7.600l.7.7"
      className={css.stroke}
    />
  ),
  settings: (
    <path
      d="M2 4.500h6M11 4.500h3M2 11.500h3M8 11.500h6M9.500 3v3M6.500 10v3"
      className={css.stroke}
    />
  ),
  help: (
    <path
      d="M5.500 6a2.500 2.500 0 1 1 3.600 2.200C8.300 8.600 8 9 8 10M8 12.500v.500"
      className={css.stroke}
    />
  ),
  eye: (
    <>
      <path d="M1.500 8C4 4 12 4 14.500 8C12 12 4 12 1.500 8z" className={css.stroke} />
      <circle cx="8" cy="8" r="1.800" />
    </>
  ),
  'eye-off': <path d={HIDDEN} className={css.stroke} />,
  sun: (
    <path
      d="M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.400 1.400M11.600 11.600L13 13M13 3l-1.400 1.400M4.400 11.600L3 13"
      className={css.stroke}
    />
  ),
  moon: (
    <path
      d="M13 9.500A5.500 5.500 0 1 1 6.500 3A4.500 4.500 0 0 0 13 9.500z"
      className={css.stroke}
    />
  ),
  pin: <path d="M6 1.500h4l-.500 5l2 2.500h-7l2-2.500zM8 9v5.500" className={css.stroke} />,
  acknowledge: (
    <path d="M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12zM5.500 8l1.800 2l3.200-4" className={css.stroke} />
  ),
  done: <path d="M2.500 8.500l3.500 3.500l7.500-8" className={css.stroke} />,
  undo: <path d="M3 6.500h7a3 3 0 0 1 0 6H6M6 3L2.500 6.500L6 10" className={css.stroke} />,
  close: <path d="M4 4l8 8M12 4l-8 8" className={css.stroke} />,
  export: (
    <path d="M8 2v8M4.500 6.500L8 10l3.500-3.500M2.500 11v2.500h11V11" className={css.stroke} />
  ),
  shield: (
    <path
      d="M8 1.500l5.500 2v4c0 3.400-2.300 5.700-5.500 7c-3.200-1.300-5.500-3.600-5.500-7v-4zM5.500 8l1.800 1.800L10.800 6.200"
      className={css.stroke}
    />
  ),
  search: (
    <path
      d="M7 2.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 0 0 0-9zM10.500 10.500L14 14"
      className={css.stroke}
    />
  ),
  prior: (
    <path
      d="M1.500 3.500h5.500v9h-5.500zM9 3.500h5.500v9h-5.500zM11.700 6v2.200l1.300 1"
      className={css.stroke}
    />
  ),
  view: <path d="M2 4h12M2 8h12M2 12h12M5 2.500v3M11 6.500v3M7 10.500v3" className={css.stroke} />,
  pause: <path d="M5.500 3.500v9M10.500 3.500v9" className={css.stroke} />,
  play: <path d="M5 3l8 5l-8 5z" />,
} as const;

/** The pictures there are. */
export type ToolName = keyof typeof TOOLS;

/** The picture on a button; its name stands in the button. */
export const ToolIcon = memo(({ tool }: { tool: ToolName }) => <Icon>{TOOLS[tool]}</Icon>);
