import { transferSyntax } from '#dicom';
import { type OrientationLetters, type Probe, scaleBar, type ViewInfo } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { patientText } from '../worklist/patient-text.ts';
import type { OpenStudy } from './use-open-study.ts';
import { windowName } from './window-keys.ts';

const LONGEST_BAR = 190;
const WORTH_A_BADGE_DEGREES = 3;

/** What stands in the corners of the image, the letters at its edges and the scale bar. */
export function CornerTexts({
  open,
  info,
  probe,
}: {
  readonly open: OpenStudy;
  readonly info: ViewInfo;
  readonly probe: Probe | null;
}) {
  const { settings } = useApp();
  const masked = useStore(settings, (now) => now.maskNames);
  const { entry, series, slice, study } = open;
  const header = series.slices[slice];
  const { name, details } = patientText(entry, masked);
  const bar = scaleBar(info.mmPerPixel, LONGEST_BAR);
  const z = series.geometry.positions[slice];
  return (
    <div className="corners" aria-hidden="true">
      <div className="corner top left">
        <span>{name}</span>
        <span>{details}</span>
        <Badges open={open} />
      </div>
      <div className="corner top right">
        <span>{masked ? '' : study.studyDescription}</span>
        <span>{series.seriesDescription}</span>
        <span>{header?.manufacturer}</span>
      </div>
      <ImageTexts info={info} probe={probe} />
      <div className="corner bottom right">
        <span className="slice-number">
          {slice + 1}/{series.slices.length}
        </span>
        {z === undefined ? null : <span>z {z.toFixed(1)} mm</span>}
        {header?.sliceThickness == null ? null : (
          <span>{header.sliceThickness.toFixed(1)} mm thick</span>
        )}
      </div>
      {info.letters === null ? null : <Letters letters={info.letters} />}
      {bar === null ? null : (
        <span className="scale-bar" style={{ width: bar.length }}>
          {bar.mm} mm
        </span>
      )}
    </div>
  );
}

/** Value under the pointer, window, zoom. */
function ImageTexts({ info, probe }: { readonly info: ViewInfo; readonly probe: Probe | null }) {
  const { window, zoom } = info.view;
  return (
    <div className="corner bottom left">
      {probe === null ? null : (
        <span>
          {probe.hu} HU{' '}
          <span className="hint">
            at {probe.column}, {probe.row}
          </span>
        </span>
      )}
      <span>
        {windowName(window.name)} W {window.width} C {window.center}
      </span>
      {zoom === 1 ? null : <span>Zoom {Math.round(zoom * 100)} %</span>}
    </div>
  );
}

function Letters({ letters }: { readonly letters: OrientationLetters }) {
  return (
    <>
      <span className="letter top">{letters.top}</span>
      <span className="letter bottom">{letters.bottom}</span>
      <span className="letter left">{letters.left}</span>
      <span className="letter right">{letters.right}</span>
    </>
  );
}

function Badges({ open: { entry, series, slice } }: { readonly open: OpenStudy }) {
  const { tiltDegrees, gapsAfter, orderedByInstanceNumber } = series.geometry;
  const header = series.slices[slice];
  const lossy =
    header?.lossyImageCompression === true ||
    (header !== undefined &&
      /^1\.2\.840\.10008\.1\.2\.4\.(50|51|81|91|203)$/.test(header.transferSyntaxUid));
  const syntax = header === undefined ? undefined : transferSyntax(header.transferSyntaxUid);
  const badges = [
    ...(entry.summary.synthetic ? ['SYNTHETIC'] : []),
    ...(lossy ? [`Lossy${syntax === undefined ? '' : `: ${syntax.name}`}`] : []),
    ...(tiltDegrees !== null && Math.abs(tiltDegrees) >= WORTH_A_BADGE_DEGREES
      ? [`Tilt ${tiltDegrees.toFixed(0)}°`]
      : []),
    ...(gapsAfter.includes(slice) || gapsAfter.includes(slice - 1)
      ? ['Gap beside this slice']
      : []),
    ...(orderedByInstanceNumber ? ['Ordered by number, not position'] : []),
  ];
  return (
    <span className="image-badges">
      {badges.map((badge) => (
        <span key={badge} className="badge on-image">
          {badge}
        </span>
      ))}
    </span>
  );
}
