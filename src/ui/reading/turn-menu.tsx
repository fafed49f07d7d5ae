import { t } from '#texts';
import icon from '../parts/icon-button.module.css';
import { usePop } from '../parts/use-pop.ts';
import { ImageIcon, type ImageToolName } from './image-icons.tsx';
import css from './toolbar.module.css';

/** What turns the image or takes that back; `on` for what is a switch. */
export interface TurnTool {
  readonly tool: ImageToolName;
  readonly label: string;
  readonly on?: boolean;
  readonly act: (() => void) | undefined;
}

/** These tools with their names, behind one button, where the toolbar has no room for all. */
export function TurnMenu({ tools }: { readonly tools: readonly TurnTool[] }) {
  const { button, pop, close } = usePop();
  return (
    <>
      <button
        {...button}
        type="button"
        className={icon.iconButton}
        aria-label={t('Turn the image')}
        title={t('Invert, flip, rotate, reset the view')}
        data-on={tools.some(({ on }) => on === true)}
      >
        <span className={css.dots} aria-hidden="true">
          ⋯
        </span>
      </button>
      <div {...pop} className={css.menu}>
        {tools.map(({ tool, label, on, act }) => (
          <button
            key={tool}
            type="button"
            className={css.toolText}
            aria-pressed={on}
            onClick={() => {
              close();
              act?.();
            }}
          >
            <ImageIcon tool={tool} />
            {label}
          </button>
        ))}
      </div>
    </>
  );
}
