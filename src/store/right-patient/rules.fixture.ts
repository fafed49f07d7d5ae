import { chosenSeries } from '#dicom';
import type { App } from '../app-store.ts';
import { measurementsOf } from '../measurements/state.ts';
import { otherStudies } from '../reading/priors.ts';
import { type HeldStudy, readStudy } from '../worklist/held-study.ts';
import { worklistRows } from '../worklist/selectors.ts';
import { readingOf, type StudyEntry } from '../worklist/study-entry.ts';
import type { Browser } from './browser.fixture.ts';
import { PATIENTS, type Place, placeOf } from './patients.fixture.ts';

const same = (a: Place | undefined, b: Place | undefined): boolean =>
  a?.patient === b?.patient && a?.series === b?.series && a?.slice === b?.slice;

const findingsOfEntry = (entry: StudyEntry) => {
  const result = readingOf(entry)?.findings.slices ?? [];
  const interim = entry.phase.kind === 'analyzing' ? entry.phase.interim?.slices : [];
  return [...entry.slices.values(), ...result, ...(interim ?? [])];
};

/** The patients that something in a row is of: one, or the row is wrong. */
function patientsIn(browser: Browser, entry: StudyEntry, measured: readonly number[]): Set<number> {
  const { patientName: name, patientId: id } = entry.summary;
  const known = PATIENTS.findIndex((each) =>
    id === '' && name === '' ? false : each.id === id && each.name.replace('^', ', ') === name,
  );
  const files = (entry.study === null ? [] : readStudy(entry.study).series).flatMap(
    ({ slices }) => slices,
  );
  return new Set([
    ...(known < 0 ? [] : [known]),
    ...files.map(({ sourceId }) => browser.places.get(sourceId)?.patient ?? -1),
    ...[...findingsOfEntry(entry), ...(entry.earlier?.soFar.findings.slices ?? [])].map(
      ({ probabilities }) => placeOf(probabilities.any * 1000).patient,
    ),
    ...(entry.pin === null ? [] : [Number(entry.pin.note)]),
    ...measured,
  ]);
}

function wrongSlices(browser: Browser, entry: StudyEntry): readonly string[] {
  const findings = findingsOfEntry(entry);
  if (entry.study === null) {
    const { length } = findings;
    const known = length + (readingOf(entry)?.findings.notAnalysed.length ?? 0);
    const kept = browser.keptSeries.get(entry.key);
    const other = findings
      .map(({ probabilities }) => placeOf(probabilities.any * 1000).series)
      .find((series) => kept !== undefined && series !== kept);
    if (other !== undefined) return [`series ${other} in the result of a row of series ${kept}`];
    return readingOf(entry) !== null && known !== entry.summary.sliceCount
      ? [`${known} slices in the result of a row of ${entry.summary.sliceCount}`]
      : [];
  }
  const slices = chosenSeries(readStudy(entry.study))?.slices ?? [];
  return findings.flatMap(({ index, probabilities }) => {
    const place = browser.places.get(slices[index]?.sourceId ?? '');
    const said = placeOf(probabilities.any * 1000);
    return same(place, said) ? [] : [`${JSON.stringify(said)} said of ${JSON.stringify(place)}`];
  });
}

/** Everything in a tab that is of another patient than it stands under; adds to the browser's faults. */
export function findFaults(
  browser: Browser,
  { worklist, measurements }: Pick<App, 'worklist' | 'measurements'>,
): void {
  const { entries } = worklist.getState();
  const seen = new Set<number>();
  for (const entry of entries.values()) {
    const say = (fault: string) =>
      browser.faults.push(`#${entry.number} ${entry.phase.kind}: ${fault}`);
    const measured = measurementsOf(measurements.getState(), entry.key).map(({ by }) => Number(by));
    const patients = patientsIn(browser, entry, measured);
    if (patients.size > 1) say(`of patients ${[...patients].join(' and ')}`);
    const slices = (entry.study === null ? [] : readStudy(entry.study).series).flatMap(
      ({ slices }) => slices,
    );
    if (slices.some(({ sourceId }) => browser.forgotten.has(sourceId))) {
      say('is there after everything was deleted');
    }
    for (const fault of wrongSlices(browser, entry)) say(fault);
    if (entry.phase.kind === 'interrupted' && entry.study !== null) say('has its images');
    if (entry.earlier !== undefined && (entry.study === null || readingOf(entry) !== null)) {
      say('has something from an earlier tab beside what it is');
    }
    for (const other of otherStudies(entries, entry.key)) {
      browser.paired += 1;
      const both = new Set([...patients, ...patientsIn(browser, other.entry, [])]);
      if (both.size > 1) say(`has #${other.entry.number} beside it, of another patient`);
    }
    if (seen.has(entry.number)) say('another row has its number');
    seen.add(entry.number);
  }
  const rows = worklistRows(worklist.getState());
  if (rows.length !== entries.size) browser.faults.push('a study has no row');
  for (const { state, reason } of rows) {
    const isPart = state === 'interrupted';
    if (isPart && (/no flag/i.test(reason) || !reason.includes('must be given again'))) {
      browser.faults.push(`a part of a study stands for it: ${reason}`);
    }
  }
}

/** Once the tabs have heard of each other, a number is one patient's, and stays so. */
export function findNumberFaults(browser: Browser, { worklist }: Pick<App, 'worklist'>): void {
  for (const entry of worklist.getState().entries.values()) {
    const [patient] = patientsIn(browser, entry, []);
    if (patient === undefined) continue;
    const before = browser.numbers.get(entry.number) ?? patient;
    if (before !== patient)
      browser.faults.push(`#${entry.number} was patient ${before}, is ${patient}`);
    browser.numbers.set(entry.number, patient);
  }
}

/** Who a row is of, by its files, or by what is known of it. */
export function patientOf(browser: Browser, study: HeldStudy | null): number | undefined {
  const sourceId = study === null ? '' : readStudy(study).series[0]?.slices[0]?.sourceId;
  return browser.places.get(sourceId ?? '')?.patient;
}
