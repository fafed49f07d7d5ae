import { useEffect, useState } from 'react';
import { language, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { areKnownFigures, CardFigures } from './card-figures.tsx';
import { Markdown } from './markdown.tsx';
import { fetchModelCard, withoutFigures } from './model-card.ts';

/** The loaded model's card, as its package has it. */
export function AboutModel({ onClose }: { readonly onClose: () => void }) {
  const { engine } = useApp();
  const manifest = useStore(engine, (now) => (now.phase === 'ready' ? now.manifest : null));
  const id = manifest?.id ?? null;
  const metrics = manifest?.metrics ?? null;
  const inTables = areKnownFigures(metrics);
  const [card, setCard] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    if (id === null) return;
    fetchModelCard(id).then(setCard, () =>
      setFault(t('Its card is not in the package that was loaded.')),
    );
  }, [id]);
  return (
    <Dialog title={t('About this model')} onClose={onClose} wide>
      {card === null ? (
        <p role="status">
          {id === null
            ? t('The model is not loaded yet: this shows its card once it is.')
            : (fault ?? t('Fetching its card'))}
        </p>
      ) : (
        <>
          {language() === 'en' ? null : (
            <p className="hint">{t('The card comes with the model, in English.')}</p>
          )}
          <div lang="en">
            <Markdown text={inTables ? withoutFigures(card) : card} />
          </div>
          {inTables ? <CardFigures metrics={metrics} /> : null}
        </>
      )}
    </Dialog>
  );
}
