import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { skippedFor, whyNotInstalled } from '../../../../scripts/machine.ts';
import {
  ALONE,
  configuration,
  PORT,
  whyNoOrthanc,
} from '../../../../scripts/orthanc/start-orthanc.ts';

const STUDIES = '../shared/data/dicom/cq500';
const UID = '1.2.276.0.7230010.3.1.2.296485376.1.1521713624.1862675';

const why =
  whyNotInstalled('curl', 'dcmodify') ??
  (existsSync(STUDIES) ? whyNoOrthanc() : `${STUDIES} absent`);
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'orthanc-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const SCRIPT = `
cd "$REPOSITORY"
ip link set lo up
Orthanc "$ROOT/orthanc.json" > "$ROOT/log" 2>&1 & orthanc=$!
trap 'kill $orthanc; wait' EXIT
pacs() { curl -s -u triage:test "http://127.0.0.1:${PORT}$@"; }
for _ in $(seq 100); do pacs /system > /dev/null && break; sleep 0.2; done
store() { for file in "$@"; do pacs /instances --data-binary @"$file" > /dev/null; done; }
triage() {
  name=$1; shift
  node --import tsx src/cli/triage.ts --json --model models/tiny --dicomweb http://127.0.0.1:${PORT}/dicom-web "$@" \\
    > "$ROOT/$name.json" 2> "$ROOT/$name.err"
  echo $? > "$ROOT/$name.status"
}
store ${STUDIES}/*/*
export ICH_DICOMWEB_AUTHORIZATION="Basic $(printf triage:test | base64)"
triage all --study 1.2.276.0.7230010.3.1.2.296485376.1.1521713{441.1808778,092.1722524} ${UID} --write-back --out "$ROOT/out"
pacs /dicom-web/studies/${UID}/metadata -H 'Accept: application/dicom+json' > "$ROOT/metadata.json"
pacs "/dicom-web/studies?ModalitiesInStudy=SR" -H 'Accept: application/dicom+json' > "$ROOT/with-report.json"
triage again --study ${UID} --write-back
ICH_DICOMWEB_AUTHORIZATION="Basic $(printf triage:wrong | base64)" triage stranger --study ${UID}
cp "$ROOT"/out/${UID}/SR-*.dcm "$ROOT/other.dcm"
dcmodify -nb -gin -m '0010,0020= CQ500-CT-412' "$ROOT/other.dcm"
store "$ROOT/other.dcm"
triage hidden --study ${UID} --write-back
triage gone --study ${UID}
`;

const read = async (name: string) => JSON.parse(await readFile(join(root, name), 'utf8'));
const status = async (name: string) => Number(await readFile(join(root, `${name}.status`), 'utf8'));
const said = (name: string) => readFile(join(root, `${name}.err`), 'utf8');

it.skipIf(why !== null)(
  `ranks studies of a real Orthanc, and leaves them whole with its results beside them${skippedFor(why)}`,
  async () => {
    await writeFile(join(root, 'orthanc.json'), JSON.stringify(configuration(root, 'test')));
    const env = { ...process.env, ROOT: root, REPOSITORY: process.cwd() };
    await new Promise((done) =>
      execFile('unshare', [...ALONE, 'bash', '-c', SCRIPT], { env }, done),
    );

    const all = await read('all.json');
    expect(all.studies, await said('all')).toHaveLength(3);
    expect(all.studies.map((one: { slices: number }) => one.slices)).toEqual([30, 30, 30]);
    expect(await said('all')).toMatch(/3 studies ranked, 3 results written back\./);
    expect(await status('all')).toBe(0);

    // As a workstation sees it: the images and the result, under the patient's own ID.
    const objects: Record<string, { Value?: unknown[] }>[] = await read('metadata.json');
    expect(objects).toHaveLength(33);
    expect(new Set(objects.map((one) => one['00100020']?.Value?.[0]))).toEqual(
      new Set(['CQ500-CT-412']),
    );
    expect(await read('with-report.json')).toHaveLength(3);

    expect(await status('again')).toBe(0);
    expect(await said('again')).toMatch(/1 × it has a result of this model already/);

    expect(await status('stranger')).toBe(1);
    expect(await said('stranger')).toMatch(/the PACS refuses access \(401\)/);

    // An object whose patient differs by a space hides the study from everybody. It is said, though a result is there.
    expect(await status('hidden')).toBe(1);
    const { skipped } = await read('hidden.json');
    const reasons = skipped.map((one: { reason: string }) => one.reason).join();
    expect(reasons).toMatch(/lists the study under two patients/);
    expect(await status('gone')).toBe(1);
    const gone = await read('gone.json');
    expect(gone.skipped.at(-1).reason).toMatch(/not fetched: the PACS answered 404/);
  },
  600_000,
);
