import { useRef } from 'react';
import button from './button.module.css';

/** A button that asks for a file of this machine. The same file may be given again once it is mended. */
export function FileButton(props: {
  readonly label: string;
  /** What a screen reader calls the field behind the button. */
  readonly fieldLabel: string;
  /** As HTML's `accept`. */
  readonly accept: string;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly onFile: (file: File) => Promise<void>;
}) {
  const { label, fieldLabel, accept, disabled = false, testId, onFile } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={button.button}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      >
        {label}
      </button>
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        aria-label={fieldLabel}
        data-testid={testId}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file !== undefined) void onFile(file);
        }}
      />
    </>
  );
}
