import { AppError } from '#base';
import {
  dicomFault,
  measurementFault,
  measurementsOf,
  type StudyEntry,
  sendFault,
  takesResults,
} from '#store';
import { t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { saveFile, saveTable } from '../parts/save-file.ts';
import { dayAndClockFrom, zoneText } from '../parts/zoned-moments.ts';
import { dateText, patientText } from '../worklist/patient-text.ts';
import css from './export-item.module.css';
import { ExportItem } from './export-item.tsx';
import { labeledView } from './labeled-view.ts';
import { openForPrinting } from './open-for-printing.ts';

/** What can leave the tab of one study. File names tell its number in the list and nothing of the patient. */
export function StudyExport({
  entry,
  onClose,
}: {
  readonly entry: StudyEntry;
  readonly onClose: () => void;
}) {
  const app = useApp();
  const masked = useStore(app.settings, (now) => now.maskNames);
  const engine = useStore(app.engine, (now) => now);
  const pacs = useStore(app.pacs, (now) => now);
  const { key, number } = entry;
  const measured = useStore(app.measurements, (state) => measurementsOf(state, key).length);
  const { name, details, person } = patientText(entry, masked);
  const noImages =
    entry.study === null
      ? t('Its images are not in this tab any more: drop the study’s files again.')
      : null;

  const archive = (what: 'results' | 'measurements') => async () => {
    const made = await (what === 'results' ? app.resultArchive(key) : app.measurementArchive(key));
    if (!made.ok) throw new AppError(made.reason.code, toldReason(made.reason));
    const { zip, names, left } = made.value;
    const without = left
      .map(({ kind, reason }) =>
        t('no {kind}, because {reason}', { kind, reason: toldReason(reason) }),
      )
      .join('; ');
    if (zip === null) throw new AppError('no-result', without);
    const file = `study-${number}-${what}.zip`;
    saveFile(file, zip, 'application/zip');
    const kinds = names.map((one) => one.split('-')[0]).join(', ');
    return t('{file} is in your downloads: {count} ({kinds}){without}.', {
      file,
      count: t('{n} object | {n} objects', { n: names.length }),
      kinds,
      without: without && `; ${without}`,
    });
  };
  const withoutPatient = async () => {
    const { zip, count, left, warnings } = await app.deidentifiedStudy(key);
    const reasons = [...new Set(left.map(toldReason))].join('; ');
    if (zip === null) throw new AppError('no-result', reasons);
    const file = 'deidentified.zip';
    saveFile(file, zip, 'application/zip');
    const without =
      left.length === 0
        ? ''
        : t('; {count} left out: {reasons}', {
            count: t('{n} file | {n} files', { n: left.length }),
            reasons,
          });
    return [
      t('{file} is in your downloads: {count}{without}.', {
        file,
        count: t('{n} image | {n} images', { n: count }),
        without,
      }),
      ...warnings.map(told),
    ].join(' ');
  };
  const picture = async () => {
    const view = await labeledView(app, entry);
    if (view === null) throw new AppError('no-pixel-data', 'no image is on the screen');
    const file = `study-${number}-slice-${view.slice}.png`;
    saveFile(file, await view.png(), 'image/png');
    return t('{file} is in your downloads.', { file });
  };
  const line = async () => {
    const text = await app.phoneLine(key, masked ? name : [name, details].join(', '));
    await navigator.clipboard.writeText(text);
    return t('Copied: {text}', { text });
  };
  const print = async () => {
    const view = await labeledView(app, entry);
    const page = await app.summaryPage(key, {
      patient: { name: masked ? t('Study {name}', { name }) : name, details: person },
      scanned: dateText(entry.summary.studyDate, entry.summary.studyTime),
      clock: (at) => dayAndClockFrom(new Date(), new Date(at)),
      zone: zoneText(new Date()),
      picture: view === null ? null : { src: view.dataUrl(), caption: view.caption },
    });
    openForPrinting(page);
    return t('Opened in a window of its own to print.');
  };

  const text = (format: 'json' | 'measurements') => async () => {
    const file = `study-${number}${format === 'json' ? '.json' : '-measurements.csv'}`;
    const content = await app.exportStudy(key, format);
    if (format === 'json') saveFile(file, content, 'application/json');
    else saveTable(file, content);
    return t('{file} is in your downloads.', { file });
  };

  const send = async () => {
    await app.sendResult(key);
    const { studies } = app.pacs.getState();
    const result = studies.get(entry.summary.studyInstanceUid)?.result;
    if (result?.kind === 'sent') return t('Stored beside its images; the study was read back.');
    const why = result?.kind === 'not-sent' ? told(result.text) : t('the PACS gave no answer');
    throw new AppError('pacs-not-stored', why);
  };

  return (
    <Dialog title={t('Export study #{number}', { number })} onClose={onClose}>
      <p className="hint">
        {takesResults(pacs)
          ? t('Files are written on this machine; nothing is sent but by “Send results”.')
          : t('Files are written on this machine; nothing is sent.')}
      </p>
      <ul className={css.items}>
        {takesResults(pacs) ? (
          <ExportItem
            logged={null}
            studyKey={key}
            title={t('Send results')}
            hint={t(
              'The same objects into the PACS, beside the images; then the study is read back.',
            )}
            patientData={false}
            fault={inWords(sendFault(entry, pacs) ?? dicomFault(entry, engine))}
            make={send}
          />
        ) : null}
        <ExportItem
          logged="results-dicom"
          studyKey={key}
          title={t('Results as DICOM (ZIP)')}
          hint={t(
            'Structured Report, Key Objects and a capture for the archive, with patient and study copied from the images byte for byte.',
          )}
          patientData
          fault={inWords(dicomFault(entry, engine))}
          make={archive('results')}
        />
        <ExportItem
          logged="images-deidentified"
          studyKey={key}
          title={t('Images without the patient (ZIP)')}
          hint={t(
            'DICOM after the Basic Confidentiality Profile (PS3.15 Annex E): pixels bit for bit, new UIDs, no names, dates or private attributes. Text in the pixels stays, and thin slices show a face: look before you give it away.',
          )}
          patientData={false}
          fault={noImages}
          make={withoutPatient}
        />
        <ExportItem
          logged="picture"
          studyKey={key}
          title={t('Picture of the view')}
          hint={t(
            'PNG of what the screen shows, with “AI, not for diagnosis” burned in and no name.',
          )}
          patientData={false}
          fault={noImages}
          make={picture}
        />
        <ExportItem
          logged="line"
          studyKey={key}
          title={t('Copy a line')}
          hint={
            masked
              ? t(
                  'To read out on the phone: what was found and where to look, with the study’s number and no name.',
                )
              : t(
                  'To read out on the phone: what was found and where to look, with the patient’s name.',
                )
          }
          patientData={!masked}
          make={line}
        />
        <ExportItem
          logged="page"
          studyKey={key}
          title={t('Summary to print')}
          hint={
            noImages === null
              ? t('One page: result, probabilities, evidence, what was not analyzed, the view.')
              : t('One page: result, probabilities, evidence, what was not analyzed.')
          }
          patientData={!masked}
          make={print}
        />
        <ExportItem
          logged="measurements-dicom"
          studyKey={key}
          title={t('Measurements as DICOM (ZIP)')}
          hint={t(
            'A Structured Report (TID 1500) for each reader: what was measured, with its image coordinates. The reader’s, apart from the model’s results.',
          )}
          patientData
          fault={inWords(measurementFault(entry, measured))}
          make={archive('measurements')}
        />
        <ExportItem
          logged="measurements-csv"
          studyKey={key}
          title={t('Measurements (CSV)')}
          hint={t(
            'What you measured, a row a number, with slice, points and initials. The reader’s, not the model’s.',
          )}
          patientData
          fault={measured === 0 ? inWords(measurementFault(entry, 0)) : null}
          make={text('measurements')}
        />
        <ExportItem
          logged="study-json"
          studyKey={key}
          title={t('Everything (JSON)')}
          hint={t(
            'This study’s entry of the list: probabilities, thresholds, evidence, what was not analyzed, verdict and measurements.',
          )}
          patientData
          make={text('json')}
        />
      </ul>
    </Dialog>
  );
}

const inWords = (fault: string | null): string | null => (fault === null ? null : told(fault));
