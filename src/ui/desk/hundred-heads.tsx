import { t } from '#texts';
import type { Head } from '#triage';
import css from './hundred-heads.module.css';

const ACROSS = 10;
const STEP = 24;

/** Told apart by shape: a mark for blood, a pole with a flag for an alert, a cross where it was missed. */
const HEAD_SHAPES: Readonly<Record<Head, readonly ('blood' | 'flag' | 'missed')[]>> = {
  found: ['blood', 'flag'],
  missed: ['blood', 'missed'],
  falseAlarms: ['flag'],
  leftAlone: [],
};

/** A hundred studies as little heads, in the order of what is said of them. The words beside it say the same. */
export function HundredHeads({ heads }: { readonly heads: readonly Head[] }) {
  const count = (head: Head) => heads.filter((one) => one === head).length;
  return (
    <svg
      className={css.heads}
      viewBox={`0 0 ${ACROSS * STEP} ${ACROSS * STEP}`}
      role="img"
      aria-label={t(
        'Of 100 studies {found} have hemorrhage and are flagged, {missed} have it without a flag, {falseAlarms} are flagged without it, {leftAlone} have neither.',
        {
          found: count('found'),
          missed: count('missed'),
          falseAlarms: count('falseAlarms'),
          leftAlone: count('leftAlone'),
        },
      )}
      data-testid="heads"
    >
      {heads.map((head, index) => (
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: a head is its place
          key={index}
          data-head={head}
          transform={`translate(${(index % ACROSS) * STEP} ${Math.floor(index / ACROSS) * STEP})`}
        >
          <HeadShape head={head} />
        </g>
      ))}
    </svg>
  );
}

/** One of the heads, for the words beside the picture. */
export const HeadKey = ({ head }: { readonly head: Head }) => (
  <svg className={css.key} viewBox="0 0 24 24" aria-hidden="true">
    <g data-head={head}>
      <HeadShape head={head} />
    </g>
  </svg>
);

const HeadShape = ({ head }: { readonly head: Head }) => (
  <>
    <path
      className={css.head}
      d="M12 3.500c-4.600 0-7.300 3.600-7.300 8.300c0 5.300 3.200 8.700 7.300 8.700s7.300-3.400 7.300-8.700c0-4.700-2.700-8.300-7.300-8.300z"
    />
    {HEAD_SHAPES[head].map((shape) => (
      <Mark key={shape} shape={shape} />
    ))}
  </>
);

function Mark({ shape }: { readonly shape: 'blood' | 'flag' | 'missed' }) {
  switch (shape) {
    case 'blood':
      return (
        <path
          className={css.blood}
          d="M16.300 7.500c-3.400.4-5.100 2.200-5.100 4.300s1.700 3.900 5.100 4.300c-1.500-1.300-2.100-2.600-2.100-4.300s.6-3 2.100-4.300z"
        />
      );
    case 'flag':
      return <path className={css.flag} d="M17.500 11V1.500M17.500 2h5l-1.600 2l1.600 2h-5" />;
    default:
      return <path className={css.missed} d="M17.500 1.500l4 4M21.500 1.500l-4 4" />;
  }
}
