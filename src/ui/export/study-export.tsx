import { AppError, countOf } from '#base';
import {
  dicomFault,
  measurementFault,
  measurementsOf,
  type StudyEntry,
  sendFault,
  takesResults,
} from '#store';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { saveFile } from '../parts/save-file.ts';
import { patientText } from '../worklist/patient-text.ts';
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
  const { name, details } = patientText(entry, masked);
  const noImages = entry.study === null ? NO_IMAGES : null;

  const archive = (what: 'results' | 'measurements') => async () => {
    const made = await (what === 'results' ? app.resultArchive(key) : app.measurementArchive(key));
    if (!made.ok) throw new AppError(made.reason.code, made.reason.text);
    const { zip, names, left } = made.value;
    const without = left.map(({ kind, reason }) => `no ${kind}, because ${reason.text}`).join('; ');
    if (zip === null) throw new AppError('no-result', without);
    const file = `study-${number}-${what}.zip`;
    saveFile(file, zip, 'application/zip');
    const kinds = names.map((one) => one.split('-')[0]).join(', ');
    return `${file} is in your downloads: ${countOf(names.length, 'object')} (${kinds})${without && `; ${without}`}.`;
  };
  const withoutPatient = async () => {
    const { zip, count, left, warnings } = await app.deidentifiedStudy(key);
    const reasons = [...new Set(left.map((reason) => reason.text))].join('; ');
    if (zip === null) throw new AppError('no-result', reasons);
    const file = 'deidentified.zip';
    saveFile(file, zip, 'application/zip');
    const without =
      left.length === 0 ? '' : `; ${countOf(left.length, 'file')} left out: ${reasons}`;
    return [
      `${file} is in your downloads: ${countOf(count, 'image')}${without}.`,
      ...warnings,
    ].join(' ');
  };
  const picture = async () => {
    const view = await labeledView(app, entry);
    if (view === null) throw new AppError('no-pixel-data', 'no image is on the screen');
    const file = `study-${number}-slice-${view.slice}.png`;
    saveFile(file, await view.png(), 'image/png');
    return `${file} is in your downloads.`;
  };
  const line = async () => {
    const text = await app.phoneLine(key, masked ? name : [name, details].join(', '));
    await navigator.clipboard.writeText(text);
    return `Copied: ${text}`;
  };
  const print = async () => {
    const view = await labeledView(app, entry);
    const page = await app.summaryPage(key, {
      patient: { name: masked ? `Study ${name}` : name, details },
      picture: view === null ? null : { src: view.dataUrl(), caption: view.caption },
    });
    openForPrinting(page);
    return 'Opened in a window of its own to print.';
  };

  const text = (format: 'json' | 'measurements') => async () => {
    const file = `study-${number}${format === 'json' ? '.json' : '-measurements.csv'}`;
    const type = format === 'json' ? 'application/json' : 'text/csv;charset=utf-8';
    saveFile(file, await app.exportStudy(key, format), type);
    return `${file} is in your downloads.`;
  };

  const send = async () => {
    await app.sendResult(key);
    const { studies } = app.pacs.getState();
    const result = studies.get(entry.summary.studyInstanceUid)?.result;
    if (result?.kind === 'sent') return 'Stored beside its images; the study was read back.';
    const why = result?.kind === 'not-sent' ? result.text : 'the PACS gave no answer';
    throw new AppError('pacs-not-stored', why);
  };

  return (
    <Dialog title={`Export study #${number}`} onClose={onClose}>
      <p className="hint">
        Files are written on this machine;{' '}
        {takesResults(pacs) ? 'nothing is sent but by “Send results”.' : 'nothing is sent.'}
      </p>
      <ul className={css.items}>
        {takesResults(pacs) ? (
          <ExportItem
            title="Send results"
            logged={null}
            studyKey={key}
            hint="The same objects into the PACS, beside the images; then the study is read back."
            patientData={false}
            fault={sendFault(entry, pacs) ?? dicomFault(entry, engine)}
            make={send}
          />
        ) : null}
        <ExportItem
          title="Results as DICOM (ZIP)"
          logged="results-dicom"
          studyKey={key}
          hint="Structured Report, Key Objects and a capture for the archive, with patient and study copied from the images byte for byte."
          patientData
          fault={dicomFault(entry, engine)}
          make={archive('results')}
        />
        <ExportItem
          title="Images without the patient (ZIP)"
          logged="images-deidentified"
          studyKey={key}
          hint="DICOM after the Basic Confidentiality Profile (PS3.15 Annex E): pixels bit for bit, new UIDs, no names, dates or private attributes. Text in the pixels stays, and thin slices show a face: look before you give it away."
          patientData={false}
          fault={noImages}
          make={withoutPatient}
        />
        <ExportItem
          title="Picture of the view"
          logged="picture"
          studyKey={key}
          hint="PNG of what the screen shows, with “AI, not for diagnosis” burned in and no name."
          patientData={false}
          fault={noImages}
          make={picture}
        />
        <ExportItem
          title="Copy a line"
          logged="line"
          studyKey={key}
          hint={`To read out on the phone: what was found and where to look, with the ${masked ? 'study’s number and no name' : 'patient’s name'}.`}
          patientData={!masked}
          make={line}
        />
        <ExportItem
          title="Summary to print"
          logged="page"
          studyKey={key}
          hint={`One page: result, probabilities, evidence, what was not analyzed${noImages === null ? ', the view' : ''}.`}
          patientData={!masked}
          make={print}
        />
        <ExportItem
          title="Measurements as DICOM (ZIP)"
          logged="measurements-dicom"
          studyKey={key}
          hint="A Structured Report (TID 1500) for each reader: what was measured, with its image coordinates. The reader’s, apart from the model’s results."
          patientData
          fault={measurementFault(entry, measured)}
          make={archive('measurements')}
        />
        <ExportItem
          title="Measurements (CSV)"
          logged="measurements-csv"
          studyKey={key}
          hint="What you measured, a row a number, with slice, points and initials. The reader’s, not the model’s."
          patientData
          fault={measured === 0 ? measurementFault(entry, 0) : null}
          make={text('measurements')}
        />
        <ExportItem
          title="Everything (JSON)"
          logged="study-json"
          studyKey={key}
          hint="This study’s entry of the list: probabilities, thresholds, evidence, what was not analyzed, verdict and measurements."
          patientData
          make={text('json')}
        />
      </ul>
    </Dialog>
  );
}

const NO_IMAGES = 'Its images are not in this tab any more: drop the study’s files again.';
