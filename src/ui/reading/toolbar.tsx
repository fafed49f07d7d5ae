import { memo, useRef } from 'react';
import { findingsOf, type StudyEntry } from '#store';
import { t } from '#texts';
import type { DisplayWindow, ViewInfo, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import icon from '../parts/icon-button.module.css';
import { IconButton } from '../parts/icon-button.tsx';
import { ScrollRow } from '../parts/scroll-row.tsx';
import { useOneLine } from '../parts/use-one-line.ts';
import { CloserMenu } from './closer-menu.tsx';
import { ImageIcon } from './image-icons.tsx';
import { kindOf } from './measure-keys.ts';
import type { PaneLayout } from './pane-layout.ts';
import { SlabMenu } from './slab-menu.tsx';
import css from './toolbar.module.css';
import { TurnMenu, type TurnTool } from './turn-menu.tsx';
import { FewWindowTools, WindowTools } from './window-tools.tsx';

/** Of the view no more than is shown, so that a step through the slices draws none of it anew. */
interface ViewProps {
  readonly viewport: Viewport | null;
}

/**
 * What gives way first where there is no room for all in one line: windows that are used less, then the words of the model's tools, then what
 * turns the image, and last all windows but the one that is on. What gave way is behind a button that says so.
 */
const FEW_WINDOWS = 1;
const NO_WORDS = 2;
const FEW_TOOLS = 3;
const ONE_WINDOW = 4;

/** Everything the keys and drags do, as buttons (WCAG 2.5.7). */
export const Toolbar = memo(function Toolbar({
  entry,
  layout,
  onJump,
  beside,
  onBeside,
  viewport,
  window,
  invert,
  hflip,
  actual,
}: ViewProps &
  Pick<ViewInfo['view'], 'invert' | 'hflip' | 'actual'> & {
    readonly window: DisplayWindow;
    readonly entry: StudyEntry;
    readonly layout: PaneLayout;
    readonly onJump: (direction: 1 | -1) => void;
    /** Whether another study of the patient hangs beside; null where the list has none. */
    readonly beside: boolean | null;
    readonly onBeside: () => void;
  }) {
  const row = useRef<HTMLDivElement>(null);
  const isHidden = entry.hidden === true;
  const level = useOneLine(row, ONE_WINDOW, `${beside !== null} ${isHidden}`);
  return (
    <div ref={row} className={css.toolbar} role="toolbar" aria-label={t('Image')}>
      <ScrollRow>
        {level < FEW_WINDOWS ? (
          <WindowTools viewport={viewport} window={window} />
        ) : (
          <FewWindowTools viewport={viewport} window={window} one={level >= ONE_WINDOW} />
        )}
        <span className={css.toolGroup}>
          <IconButton
            tool={<ImageIcon tool="threeUp" />}
            label={t('Brain, subdural and bone side by side')}
            on={layout.layout === 'three'}
            onClick={() => layout.toggle('three')}
          />
          <IconButton
            tool={<ImageIcon tool="planes" />}
            label={t('Coronal and sagittal beside the slice')}
            on={layout.layout === 'planes'}
            onClick={() => layout.toggle('planes')}
          />
          {beside === null ? null : (
            <IconButton
              tool="prior"
              label={t('Prior study beside this one')}
              on={beside}
              onClick={onBeside}
            />
          )}
          <SlabMenu />
        </span>
        <ImageTools
          viewport={viewport}
          invert={invert}
          hflip={hflip}
          actual={actual}
          few={level >= FEW_TOOLS}
        />
        {isHidden ? null : <ModelTools entry={entry} onJump={onJump} words={level < NO_WORDS} />}
      </ScrollRow>
    </div>
  );
});

const ImageTools = memo(function ImageTools({
  viewport,
  invert,
  hflip,
  actual,
  few,
}: ViewProps &
  Pick<ViewInfo['view'], 'invert' | 'hflip' | 'actual'> & {
    /** What turns the image and takes it back is in a menu. */
    readonly few: boolean;
  }) {
  const app = useApp();
  const cine = useStore(app.reading, (reading) => reading.cine);
  const measuring = useStore(app.reading, (reading) => kindOf(reading.tool) !== null);
  const turns: readonly TurnTool[] = [
    { tool: 'invert', label: t('Invert'), on: invert, act: viewport?.invert },
    {
      tool: 'flip',
      label: t('Flip left to right'),
      on: hflip,
      act: () => viewport?.flip('horizontal'),
    },
    { tool: 'rotate', label: t('Rotate right'), act: () => viewport?.rotate(90) },
  ];
  const reset: TurnTool = { tool: 'reset', label: t('Reset the view'), act: viewport?.reset };
  return (
    <span className={css.toolGroup}>
      {few ? null : turns.map(turnButton)}
      <CloserMenu viewport={viewport} actual={actual} />
      {few ? null : turnButton(reset)}
      <IconButton
        tool={cine ? 'pause' : 'play'}
        label={t('Cine')}
        on={cine}
        onClick={() => app.toggle('cine')}
      />
      <IconButton
        tool={<ImageIcon tool="measure" />}
        label={t('Measure')}
        on={measuring}
        onClick={() => app.chooseTool(measuring ? 'window' : 'length')}
      />
      {few ? <TurnMenu tools={[...turns, reset]} /> : null}
    </span>
  );
});

const turnButton = ({ tool, label, on, act }: TurnTool) => (
  <IconButton
    key={tool}
    tool={<ImageIcon tool={tool} />}
    label={label}
    {...(on === undefined ? {} : { on })}
    onClick={act}
  />
);

function ModelTools({
  entry,
  onJump,
  words,
}: {
  readonly entry: StudyEntry;
  readonly onJump: (direction: 1 | -1) => void;
  /** Their names stand on the buttons; else they are their tooltips. */
  readonly words: boolean;
}) {
  const app = useApp();
  const modelEye = useStore(app.reading, (reading) => reading.modelEye);
  const explain = useStore(app.reading, (reading) => reading.explain);
  const flagged = (findingsOf(entry)?.flagged.length ?? 0) > 0;
  const tools = [
    { tool: 'next', label: t('Next flagged'), disabled: !flagged, act: () => onJump(1) },
    { tool: 'modelEye', label: t('Model’s eye'), on: modelEye, act: () => app.toggle('modelEye') },
    { tool: 'explain', label: t('Explain'), on: explain, act: () => app.toggle('explain') },
  ] as const;
  return (
    <span className={classes(css.toolGroup, css.end)}>
      {tools.map(({ tool, label, act, ...how }) => (
        <button
          key={tool}
          type="button"
          className={words ? css.toolText : icon.iconButton}
          aria-pressed={'on' in how ? how.on : undefined}
          aria-label={label}
          title={words ? undefined : label}
          disabled={'disabled' in how && how.disabled}
          onClick={act}
        >
          {words && tool !== 'next' ? null : <ImageIcon tool={tool} />}
          {words ? label : null}
        </button>
      ))}
    </span>
  );
}
