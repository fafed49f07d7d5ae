import { useEffect, useRef, useState } from 'react';
import { useApp, useStore } from '../app-context.ts';
import '../styles/reading.css';
import { FindingsPanel } from './findings-panel.tsx';
import { StudyHeader } from './study-header.tsx';
import { useOpenStudy } from './use-open-study.ts';
import { useSliceImages } from './use-slice-images.ts';
import { Viewer } from './viewer.tsx';

/** One study: its images, and what was found of it. */
export function ReadingRoom({ studyKey }: { readonly studyKey: string }) {
  const app = useApp();
  const entry = useStore(app.worklist, (state) => state.entries.get(studyKey));
  const [maximized, setMaximized] = useState(false);
  const open = useOpenStudy(entry);
  const images = useSliceImages(open);
  const room = useRef<HTMLElement>(null);
  useEffect(() => room.current?.focus(), []); // So that the arrows scroll slices, not rows.
  if (entry === undefined) return <p className="loading">This study was closed.</p>;
  return (
    <section
      ref={room}
      tabIndex={-1}
      className={`reading-room${maximized ? ' maximized' : ''}`}
      aria-label="Open study"
    >
      <StudyHeader entry={entry} />
      <div className="reading-body">
        {open === null ? (
          <div className="no-images">
            <p>Images not loaded</p>
            <p className="hint">
              This result is from an earlier session. Drop the series again to view it; nothing is
              analyzed twice.
            </p>
          </div>
        ) : (
          <Viewer open={open} images={images} onMaximize={() => setMaximized(!maximized)} />
        )}
        <FindingsPanel entry={entry} open={open} images={images} />
      </div>
    </section>
  );
}
