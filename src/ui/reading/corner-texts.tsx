import type { ReactNode } from 'react';
import { isLossy, transferSyntax } from '#dicom';
import { figures, fixed, t, told } from '#texts';
import type { OrientationLetters, Probe, ViewInfo } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { patientText } from '../worklist/patient-text.ts';
import { isTiltWorthABadge } from './badge-of-tilt.ts';
import css from './corner-texts.module.css';
import { doubtsOnImage } from './doubts-on-image.ts';
import { kindOf } from './measure-keys.ts';
import { ScaleBar } from './scale-bar.tsx';
import { isInterpolated } from './study-facts.ts';
import { isAnalyzedSeries, type OpenStudy } from './use-open-study.ts';
import { windowText } from './window-keys.ts';

/**
 * What lies over an image: texts, and what a picture of the view never lacks (`burned`, the sides and the scale bar). Where texts are
 * switched off it keeps its place unseen, for that picture alone.
 */
export function OnImage({
  texts,
  burned,
}: {
  readonly texts: ReactNode;
  readonly burned: ReactNode;
}) {
  const shown = useStore(useApp().reading, (state) => state.overlays);
  return (
    <div className={css.corners} aria-hidden="true" data-shown={shown}>
      {shown ? texts : null}
      {burned}
    </div>
  );
}

/** What stands in the corners of the image, the letters at its edges and the scale bar. */
export function CornerTexts({
  open,
  info,
  probe,
  beside = false,
  keysHere = false,
}: {
  readonly open: OpenStudy;
  readonly info: ViewInfo;
  readonly probe: Probe | null;
  /** Another study hangs beside it. */
  readonly beside?: boolean;
  /** Of the two studies, the keys measure on this one. */
  readonly keysHere?: boolean;
}) {
  const { settings } = useApp();
  const masked = useStore(settings, (now) => now.maskNames);
  const { entry, series, slice, study } = open;
  const header = series.slices[slice];
  const { name, details } = patientText(entry, masked);
  const pane = info.panes[0];
  const z = series.geometry.positions[slice];
  return (
    <OnImage
      texts={
        <>
          <div className={classes(css.corner, css.top, css.left)}>
            <span>{name}</span>
            {/* The caption above says it where two studies hang side by side. */}
            <span>{beside ? '' : details}</span>
            <Badges open={open} notes={info.notes} />
            {keysHere ? <KeysHere /> : null}
          </div>
          <div className={classes(css.corner, css.top, css.right)}>
            <span>{masked ? '' : study.studyDescription}</span>
            <span>{masked ? '' : series.seriesDescription}</span>
            <span>{header?.manufacturer}</span>
          </div>
          <ImageTexts info={info} probe={probe} />
          <div className={classes(css.corner, css.bottom, css.right)}>
            <span className={css.sliceNumber} data-testid="slice-number">
              {slice + 1}/{series.slices.length}
            </span>
            {z === undefined ? null : <span>{`z ${fixed(z, 1)} mm`}</span>}
            {header?.sliceThickness == null ? null : (
              <span>{t('{mm} mm thick', { mm: fixed(header.sliceThickness, 1) })}</span>
            )}
          </div>
        </>
      }
      burned={
        <>
          {info.letters === null ? null : <Letters letters={info.letters} />}
          <ScaleBar mmPerPixel={pane?.mmPerPixel ?? null} />
        </>
      }
    />
  );
}

/** Value under the pointer, window, zoom. */
function ImageTexts({ info, probe }: { readonly info: ViewInfo; readonly probe: Probe | null }) {
  const { zoom, actual } = info.view;
  const window = info.panes[0]?.window ?? info.view.window;
  return (
    <div className={classes(css.corner, css.bottom, css.left)} data-testid="corner-bottom-left">
      {probe === null ? null : (
        <span>
          {`${figures(probe.hu)} HU`}{' '}
          <span className="hint">
            {t('at {column}, {row}', { column: probe.column, row: probe.row })}
          </span>
        </span>
      )}
      <span>{windowText(window)}</span>
      {actual ? <span>1:1</span> : null}
      {actual || zoom === 1 ? null : (
        <span>{t('Zoom {zoom} %', { zoom: Math.round(zoom * 100) })}</span>
      )}
    </div>
  );
}

/** The patient's directions at the edges of an image. */
export function Letters({ letters }: { readonly letters: OrientationLetters }) {
  return (
    <>
      {(['top', 'bottom', 'left', 'right'] as const).map((side) => (
        <span
          key={side}
          className={classes(css.letter, css[side])}
          data-burn="text"
          data-side={side}
          data-testid={`letter-${side}`}
        >
          {letters[side]}
        </span>
      ))}
    </>
  );
}

/** Where two studies hang side by side: the keys of measuring act on this one. */
export function KeysHere() {
  const measures = useStore(useApp().reading, ({ tool }) => kindOf(tool) !== null);
  return measures ? (
    <span className={css.imageBadges}>
      <span className={css.onImage}>{t('Keys measure here')}</span>
    </span>
  ) : null;
}

/** What is to be known of an image before it is believed. */
export function Badges({
  open: { entry, series, slice },
  notes,
}: {
  readonly open: Pick<OpenStudy, 'entry' | 'series' | 'slice'>;
  readonly notes: ViewInfo['notes'];
}) {
  const { tiltDegrees, gapsAfter, orderedByInstanceNumber } = series.geometry;
  const header = series.slices[slice];
  const syntax = header === undefined ? undefined : transferSyntax(header.transferSyntaxUid);
  const lossy = header !== undefined && isLossy(header);
  const badges = [
    ...(entry.summary.synthetic ? ['SYNTHETIC'] : []),
    ...(lossy ? [`Lossy${syntax === undefined ? '' : `: ${syntax.name}`}`] : []),
    ...(header !== undefined && isInterpolated(header.imageType) ? [t('Interpolated')] : []),
    ...(isTiltWorthABadge(tiltDegrees)
      ? [t('Tilt {degrees}°', { degrees: tiltDegrees.toFixed(0) })]
      : []),
    ...(gapsAfter.includes(slice) || gapsAfter.includes(slice - 1)
      ? [t('Gap beside this slice')]
      : []),
    ...(isAnalyzedSeries(entry, series) ? [] : [t('Not the analyzed series')]),
    ...(orderedByInstanceNumber ? [t('Ordered by number, not position')] : []),
  ];
  return (
    <span className={css.imageBadges} data-testid="image-badges">
      {doubtsOnImage(notes).map((doubt) => (
        <span key={doubt} className={classes(css.onImage, css.doubt)}>
          {told(doubt)}
        </span>
      ))}
      {badges.map((badge) => (
        <span key={badge} className={css.onImage}>
          {badge}
        </span>
      ))}
    </span>
  );
}
