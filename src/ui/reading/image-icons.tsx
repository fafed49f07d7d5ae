import { memo } from 'react';
import css from '../parts/icons.module.css';
import { Icon } from '../parts/icons.tsx';

/** What is done to an image, and with it. Apart from the others: a page that shows no study needs none of them. */
const IMAGE_TOOLS = {
  slab: (
    <path
      d="M8 1.500L14.500 5L8 8.500L1.500 5zM1.500 8L8 11.500L14.500 8M1.500 11L8 14.500L14.500 11"
      className={css.stroke}
    />
  ),
  planes: <path d="M1.500 3.500h13v9h-13zM8 3.500v9M8 8h6.500" className={css.stroke} />,
  threeUp: <path d="M1.500 3.500h13v9h-13zM6 3.500v9M10.500 3.500v9" className={css.stroke} />,
  flip: <path d="M8 1.500v13M6 4L2 12h4zM10 4l4 8h-4z" className={css.stroke} />,
  rotate: <path d="M12.500 5A5.500 5.500 0 1 0 13.500 8M13 1.500V5H9.500" className={css.stroke} />,
  invert: (
    <>
      <circle cx="8" cy="8" r="5.500" className={css.stroke} />
      <path d="M8 2.500a5.500 5.500 0 0 1 0 11z" />
    </>
  ),
  measure: (
    <path
      d="M1.500 10.500L10.500 1.500l4 4L5.500 14.500zM4.500 7.500l2 2M7.500 4.500l2 2"
      className={css.stroke}
    />
  ),
  lens: (
    <path
      d="M7 2.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 0 0 0-9zM10.500 10.500L14 14M5 7h4M7 5v4"
      className={css.stroke}
    />
  ),
  reset: (
    <path
      d="M2.500 5.500V2.500h3M13.500 5.500V2.500h-3M2.500 10.500v3h3M13.500 10.500v3h-3"
      className={css.stroke}
    />
  ),
  modelEye: (
    <>
      <path
        d="M2 2h12v12H2zM3.800 8C5.500 5.400 10.500 5.400 12.200 8C10.500 10.600 5.500 10.600 3.800 8z"
        className={css.stroke}
      />
      <circle cx="8" cy="8" r="1.300" />
    </>
  ),
  explain: (
    <>
      <circle cx="8" cy="8" r="6" className={css.stroke} strokeDasharray="2.500 2" />
      <circle cx="8.500" cy="7.500" r="2.800" />
    </>
  ),
  next: (
    <path
      d="M3.500 1.500v13M3.500 2.500h8l-2 2.500l2 2.500h-8M12 9.500v5M10 12.500l2 2l2-2"
      className={css.stroke}
    />
  ),
} as const;

/** The pictures there are. */
export type ImageToolName = keyof typeof IMAGE_TOOLS;

/** The picture on a button of the image; its name stands in the button. */
export const ImageIcon = memo(({ tool }: { tool: ImageToolName }) => (
  <Icon>{IMAGE_TOOLS[tool]}</Icon>
));
