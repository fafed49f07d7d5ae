import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { linkSeries, type Series, type SeriesLink } from '#dicom';
import { firstSeries, type OtherStudy, openStudy, topOfBrain } from '#store';
import { figures, fixed, t, told } from '#texts';
import type { ViewInfo, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import corners from './corner-texts.module.css';
import { Badges, KeysHere, Letters, OnImage } from './corner-texts.tsx';
import { MeasuredLayer } from './measured-layer.tsx';
import css from './prior-pane.module.css';
import { agoWords, bothFlags, rolesOf } from './prior-words.ts';
import { ScaleBar } from './scale-bar.tsx';
import stage from './stage.module.css';
import { StudyCaption } from './study-caption.tsx';
import { useBeside } from './use-beside.ts';
import type { Measuring } from './use-measuring.ts';
import { isAnalyzedSeries, type OpenStudy } from './use-open-study.ts';
import { useSliceImages } from './use-slice-images.ts';
import { Waits } from './waits.tsx';
import { windowText } from './window-keys.ts';

interface PriorProps {
  /** At the slice that is asked for. */
  readonly open: OpenStudy;
  readonly other: OtherStudy;
  readonly viewport: Viewport | null;
  readonly info: ViewInfo;
  readonly measuring: Measuring;
}

/** Another study of the patient beside the open one, and what both are. Another study or series begins anew, with nothing drawn. */
export function PriorPane(props: PriorProps) {
  const { open, other } = props;
  const held = other.entry.study;
  const series = useMemo(() => firstSeries(openStudy(held)), [held]);
  const line = bothFlags(open.entry, other.entry, other.order);
  return (
    <>
      <div data-at="present" className={css.caption} data-testid="caption-open">
        <StudyCaption entry={open.entry} role={rolesOf(other.order).open} />
      </div>
      {series === undefined ? null : (
        <OtherPane key={`${other.entry.key} ${series.key}`} {...props} series={series} />
      )}
      {line === null ? null : (
        <p data-at="line" className={css.line} data-testid="both-flags" title={line}>
          {line}
        </p>
      )}
    </>
  );
}

function OtherPane({
  open,
  other: { entry, order },
  series,
  viewport,
  info,
  measuring,
}: PriorProps & { readonly series: Series }) {
  const app = useApp();
  const images = useSliceImages({ entry, series });
  const link = useMemo(
    () =>
      linkSeries(
        {
          ...open.series,
          topOfBrain: isAnalyzedSeries(open.entry, open.series)
            ? topOfBrain(open.entry, open.series.slices.length)
            : null,
        },
        { ...series, topOfBrain: topOfBrain(entry, series.slices.length) },
      ),
    [open.entry, open.series, entry, series],
  );
  const [offset, setOffset] = useState(0);
  const step = link.by === 'count' ? 1 : (series.geometry.medianSpacing ?? 1);
  useShortcuts({
    'prior-down': () => setOffset((now) => now + step),
    'prior-up': () => setOffset((now) => now - step),
  });
  useAskedSlice((slice) => {
    const back = link.back(slice, offset);
    setOffset(back.offset);
    app.showSlice(back.index);
  });
  const linked = link.at(open.slice, offset);
  const host = useRef<HTMLDivElement>(null);
  const { beside, probe, measured } = useBeside(host, viewport, images, linked.index, {
    studyKey: entry.key,
    series,
    measuring,
  });
  const shown = beside.images === images ? beside.shown : null;
  const z = shown === null ? undefined : series.geometry.positions[shown];
  const role = rolesOf(order).other;
  const words = windowText(info.panes[0]?.window ?? info.view.window);
  return (
    <>
      <div data-at="prior" className={css.caption} data-testid="caption-prior">
        <StudyCaption entry={entry} role={role} ago={agoWords(order)} />
        <span className={css.link} title={linkWords(link)}>
          <span className={css.how} data-doubt={link.by === 'count'}>
            {linkWords(link)}
          </span>
          <button
            type="button"
            aria-label={t('This study alone: previous slice')}
            title={t('This study alone: previous slice')}
            onClick={() => setOffset(offset - step)}
          >
            −
          </button>
          <output data-testid="prior-offset" data-none={offset === 0}>
            {offsetWords(link, offset)}
          </output>
          <button
            type="button"
            aria-label={t('This study alone: next slice')}
            title={t('This study alone: next slice')}
            onClick={() => setOffset(offset + step)}
          >
            +
          </button>
        </span>
      </div>
      <div
        data-at="image"
        className={stage.image}
        data-testid="prior-pane"
        data-study={entry.number}
        data-active={measuring.keysBeside}
        onPointerDownCapture={() => measuring.takeKeys(true)}
        onFocusCapture={() => measuring.takeKeys(true)}
      >
        <div
          ref={host}
          className={stage.viewportHost}
          role="img"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys measure on the image that has the focus.
          tabIndex={0}
          aria-label={
            shown === null
              ? t('{role} #{number}, not there yet', { role, number: entry.number })
              : t('{role} #{number}, {ago}, CT slice {slice} of {count}, {words}', {
                  role,
                  number: entry.number,
                  ago: agoWords(order),
                  slice: shown + 1,
                  count: series.slices.length,
                  words,
                })
          }
        />
        {shown === null ? null : (
          <MeasuredLayer
            measuring={measured}
            frame={beside.frame}
            header={series.slices[shown]}
            whose={`${role} #${entry.number}`}
          />
        )}
        {shown === null ? null : (
          <OnImage
            texts={
              <>
                <div className={classes(corners.corner, corners.top, corners.left)}>
                  <span>{`#${entry.number}`}</span>
                  <Badges open={{ entry, series, slice: shown }} notes={beside.notes} />
                  {measuring.keysBeside ? <KeysHere /> : null}
                  {linked.beyond ? (
                    <span className={corners.onImage}>{t('Nothing scanned at this height')}</span>
                  ) : null}
                </div>
                <div
                  className={classes(corners.corner, corners.bottom, corners.left, stage.sideText)}
                >
                  {probe === null ? null : <span>{`${figures(probe.hu)} HU`}</span>}
                </div>
                <div className={classes(corners.corner, corners.bottom, corners.right)}>
                  <span className={corners.sliceNumber} data-testid="prior-slice">
                    {shown + 1}/{series.slices.length}
                  </span>
                  {z === undefined ? null : <span>{`z ${fixed(z, 1)} mm`}</span>}
                </div>
              </>
            }
            burned={
              <>
                {beside.letters === null ? null : <Letters letters={beside.letters} />}
                <ScaleBar mmPerPixel={beside.mmPerPixel} />
              </>
            }
          />
        )}
        {shown === null && beside.problem === null ? <Waits /> : null}
        {beside.problem === null ? null : (
          <p className={stage.sliceProblem} role="alert">
            {t('This slice cannot be shown: {problem}', { problem: told(beside.problem) })}
          </p>
        )}
      </div>
    </>
  );
}

/** Goes to a slice of this study that is asked for, as from the list of its measurements. */
function useAskedSlice(go: (slice: number) => void): void {
  const app = useApp();
  const asked = useStore(app.reading, ({ besideSlice }) => besideSlice);
  const goNow = useEffectEvent(go);
  useEffect(() => {
    if (asked === null) return;
    app.showSliceBeside(null);
    goNow(asked);
  }, [app, asked]);
}

function linkWords({ by }: SeriesLink): string {
  if (by === 'coordinates') return t('Linked by the scanner’s coordinates');
  if (by === 'brain') return t('Linked by mm below the top of the brain');
  if (by === 'top') return t('Linked by mm below the top slice');
  return t('Linked by slice number: positions not known');
}

function offsetWords({ by }: SeriesLink, offset: number): string {
  const sign = offset > 0 ? '+' : '';
  return by === 'count' ? `${sign}${figures(offset)}` : `${sign}${fixed(offset, 1)} mm`;
}
