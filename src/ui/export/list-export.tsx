import type { ListFormat } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { saveFile, saveTable } from '../parts/save-file.ts';
import { dayAndClockFrom, zoneText } from '../parts/zoned-moments.ts';
import { patientText } from '../worklist/patient-text.ts';
import css from './export-item.module.css';
import { ExportItem } from './export-item.tsx';
import { openForPrinting } from './open-for-printing.ts';

interface Format {
  readonly id: ListFormat;
  readonly title: string;
  readonly hint: string;
  /** "worklist.csv": says nothing of a patient. */
  readonly file: string;
  readonly type: string;
}

const FORMATS: readonly Format[] = [
  {
    id: 'csv',
    get title() {
      return t('Table (CSV)');
    },
    get hint() {
      return t(
        'A row for each study, analyzed or not, with its reason: the columns of the command line, then times and readers.',
      );
    },
    file: 'worklist.csv',
    type: 'text/csv',
  },
  {
    id: 'json',
    get title() {
      return t('Everything (JSON)');
    },
    get hint() {
      return t(
        'The same with evidence, thresholds, every slice that was not analyzed, and the files that were left out.',
      );
    },
    file: 'worklist.json',
    type: 'application/json',
  },
  {
    id: 'ndjson',
    get title() {
      return t('Lines (NDJSON)');
    },
    get hint() {
      return t('The same, one study a line, for programs.');
    },
    file: 'worklist.ndjson',
    type: 'application/x-ndjson',
  },
  {
    id: 'rsna',
    get title() {
      return t('Slices (RSNA CSV)');
    },
    get hint() {
      return t('Every analyzed slice’s probabilities in the form of the RSNA 2019 challenge.');
    },
    file: 'submission.csv',
    type: 'text/csv',
  },
];

const MEASUREMENTS: Format = {
  id: 'measurements',
  get title() {
    return t('Measurements (CSV)');
  },
  get hint() {
    return t(
      'What readers measured, a row a number, with slice, points and initials. The reader’s, not the model’s.',
    );
  },
  file: 'measurements.csv',
  type: 'text/csv',
};

const VERDICTS: Format = {
  id: 'verdicts',
  get title() {
    return t('Verdict log (CSV)');
  },
  get hint() {
    return t(
      'All that readers said, with times and initials, taken back or not, and the result beside it.',
    );
  },
  file: 'verdicts.csv',
  type: 'text/csv',
};

/** What can leave the tab of the whole list. */
export function ListExport({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const count = useStore(app.worklist, ({ entries }) => entries.size);
  const masked = useStore(app.settings, ({ maskNames }) => maskNames);
  const anyVerdict = useStore(app.verdicts, ({ byStudy }) => byStudy.size > 0);
  const anyMeasured = useStore(app.measurements, ({ byStudy }) =>
    [...byStudy.values()].some((list) => list.length > 0),
  );
  const save = async ({ id, file, type }: Format) => {
    const text = await app.exportList(id);
    // RSNA's form is for its judge, a program.
    if (type === 'text/csv' && id !== 'rsna') saveTable(file, text);
    else saveFile(file, text, `${type};charset=utf-8`);
    return t('{file} is in your downloads.', { file });
  };
  const print = async () => {
    const now = new Date();
    const { entries } = app.worklist.getState();
    const byNumber = new Map([...entries.values()].map((entry) => [entry.number, entry]));
    const page = await app.listPage({
      patientOf: (number) => {
        const entry = byNumber.get(number);
        if (entry === undefined) return { name: `#${number}`, details: '' };
        const { name, person } = patientText(entry, masked);
        return { name, details: person };
      },
      clock: (at) => dayAndClockFrom(now, new Date(at)),
      zone: zoneText(now),
    });
    openForPrinting(page);
    return t('Opened in a window of its own to print.');
  };
  return (
    <Dialog
      title={t('Export the list: {count}', { count: t('{n} study | {n} studies', { n: count }) })}
      onClose={onClose}
    >
      <p className="hint">
        {t(
          'Every study in the list, whatever the filter shows. Files are written on this machine; nothing is sent.',
        )}
      </p>
      <ul className={css.items}>
        {FORMATS.map((format) => (
          <ExportItem
            key={format.id}
            {...format}
            logged={`list-${format.id}`}
            patientData
            make={() => save(format)}
          />
        ))}
        <ExportItem
          logged="list-page"
          title={t('List to print')}
          hint={t(
            'Every study on paper, for when the computers are down: place, result with its reason, times and readers.',
          )}
          patientData={!masked}
          make={print}
        />
        <ExportItem
          {...VERDICTS}
          logged="list-verdicts"
          patientData
          fault={anyVerdict ? null : t('No verdict was given yet: open a study to give one.')}
          make={() => save(VERDICTS)}
        />
        <ExportItem
          {...MEASUREMENTS}
          logged="list-measurements"
          patientData
          fault={anyMeasured ? null : t('Nothing was measured yet: open a study and press M.')}
          make={() => save(MEASUREMENTS)}
        />
      </ul>
    </Dialog>
  );
}
