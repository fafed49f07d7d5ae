import { escapedHtml as escaped } from '#base';
import { inWords, type Soaked } from '../soak/judge.ts';
import { soakSvg } from '../soak/soak-svg.ts';
import { type Judged, type Shown, sumOf } from './judge.ts';
import type { Measure } from './measures.ts';
import { STYLE } from './page-style.ts';

/** What the page and the JSON are made of. */
export interface Proof {
  readonly format: 'ich-triage-proof';
  readonly formatVersion: 2;
  /** ISO 8601. */
  readonly writtenAt: string;
  /** The revision, and whether files were changed since; null outside of a repository. */
  readonly revision: string | null;
  readonly machine: string;
  readonly seconds: number;
  /** The command line that made it. */
  readonly command: string;
  /** How many parts are done and which is next; `next` is null where it was ended. Null of a run that came to its end. */
  readonly progress: {
    readonly done: number;
    readonly of: number;
    readonly next: string | null;
  } | null;
  readonly promises: readonly Judged[];
  readonly measures: readonly Measure[];
  readonly soaked: readonly Soaked[];
}

/** The little of Markdown that the documents' cells have: code, strong words and links. */
const marked = (text: string): string =>
  escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');

const WORDS: Readonly<Record<Judged['state'], string>> = {
  kept: 'Kept',
  'in part': 'Seen in part',
  'not seen': 'Not seen here',
  broken: 'Broken',
};

/** A sign of its own for each state, so that color alone says nothing. */
const SIGNS: Readonly<Record<Judged['state'] | Shown['state'], string>> = {
  kept: '✓',
  'in part': '◐',
  'not seen': '–',
  broken: '✗',
  passed: '✓',
  failed: '✗',
  absent: '✗',
  'not run': '–',
};

const seconds = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.max(1, Math.round(ms))} ms`;

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What came of a named test, in words. */
function outcome({ state, count, ms, failed, why }: Shown): string {
  if (state === 'passed') return `${counted(count, 'test')}, ${seconds(ms)}`;
  if (state === 'failed') return `failed: ${failed.join('; ')}`;
  return state === 'absent' ? 'is not there' : (why ?? 'was not run here');
}

const testItem = (test: Shown): string =>
  [
    `<li data-state="${test.state}"><span class="sign">${SIGNS[test.state]}</span> `,
    `<span><code>${escaped(test.file)}</code>`,
    test.title === null ? '' : ` <q>${escaped(test.title)}</q>`,
    ` <span class="quiet">${escaped(outcome(test))}</span></span></li>`,
  ].join('');

function row({ what, control, state, tests }: Judged): string {
  const figures = [...new Set(tests.flatMap((test) => test.figures))];
  return [
    `<tr data-state="${state}">`,
    `<th scope="row">${marked(what)}<p class="quiet">${marked(control)}</p></th>`,
    `<td class="state"><span class="sign">${SIGNS[state]}</span> ${WORDS[state]}</td>`,
    `<td><ul>${tests.map(testItem).join('')}</ul>${tests.length === 0 ? 'It names no test.' : ''}`,
    figures.map((figure) => `<p class="figure">${escaped(figure)}</p>`).join(''),
    '</td></tr>',
  ].join('');
}

const head =
  '<thead><tr><th>Promise, and how it is kept</th><th>Result</th><th>Shown by</th></tr></thead>';

function section(title: string, promises: readonly Judged[]): string {
  const { kept } = sumOf(promises);
  return `<section><h3>${escaped(title)} <span class="quiet">${kept} of ${promises.length} kept</span></h3><table>${head}<tbody>${promises.map(row).join('')}</tbody></table></section>`;
}

function document(name: string, promises: readonly Judged[]): string {
  const titles = [...new Set(promises.map((one) => one.section))];
  const sections = titles.map((title) =>
    section(
      title,
      promises.filter((one) => one.section === title),
    ),
  );
  return `<h2><code>${escaped(name)}</code></h2>${sections.join('')}`;
}

const MEASURED = {
  kept: ['kept', '✓', 'Kept'],
  broken: ['broken', '✗', 'Broken'],
  'not run': ['not seen', '–', 'Not run'],
} as const;

function measures(given: readonly Measure[]): string {
  if (given.length === 0) {
    return '<p class="quiet">Not run this time: this page was made of reports of tests. What the tests counted stands beside them.</p>';
  }
  const rows = given.map(({ name, command, figure, state }) => {
    const [color, sign, word] = MEASURED[state];
    return `<tr data-state="${color}"><th scope="row">${escaped(name)}<p class="quiet"><code>${escaped(command)}</code></p></th><td class="state"><span class="sign">${sign}</span> ${word}</td><td>${escaped(figure)}</td></tr>`;
  });
  return `<table><thead><tr><th>Measured</th><th>Result</th><th>Figure</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function plots(soaked: readonly Soaked[]): string {
  if (soaked.length === 0) return '';
  const figures = soaked.map((one) => {
    const limit =
      one.verdict === null
        ? ''
        : ` The dashed line is a fifth above what was there after ${one.verdict.from.studies}.`;
    return `<figure>${soakSvg(one)}<figcaption>${one.kind === 'tab' ? 'One tab' : 'The command line'}, ${escaped(one.writtenAt.slice(0, 10))}: ${one.studies} of ${one.planned} studies of ${one.slices} slices in ${Math.round(one.seconds)} s. ${escaped(inWords(one))}.${limit}</figcaption></figure>`;
  });
  return `<section><h2>Soak</h2>${figures.join('')}</section>`;
}

/** That more is to come, or was to. */
function soFar({ progress }: Proof): string {
  if (progress === null) return '';
  const { done, of, next } = progress;
  const how = next === null ? 'Ended early' : 'Under way';
  const then = next === null ? '' : ` Next: ${escaped(next)}.`;
  return `<p class="verdict" data-state="part">${how}: ${done} of ${of} parts were run.${then} What was not run is not kept.</p>`;
}

function summary(proof: Proof): string {
  const { promises, measures: measured } = proof;
  const sum = sumOf(promises);
  const failed = measured.filter(({ state }) => state === 'broken').length;
  const isAll = measured.every(({ state }) => state === 'kept');
  const tests = promises.flatMap((one) => one.tests);
  const cells = (['kept', 'in part', 'not seen', 'broken'] as const).map(
    (state) =>
      `<li data-state="${state}" data-none="${sum[state] === 0}"><strong>${sum[state]}</strong> <span class="sign">${SIGNS[state]}</span> ${WORDS[state]}</li>`,
  );
  const verdict =
    sum.broken + failed > 0
      ? `${counted(sum.broken, 'promise')} broken${failed > 0 ? `, ${counted(failed, 'measurement')} failed` : ''}.`
      : sum['in part'] + sum['not seen'] > 0 || !isAll
        ? 'No promise is broken. Not everything was run here.'
        : 'Every promise is kept.';
  const broken = promises.filter(({ state }) => state === 'broken');
  const list =
    broken.length === 0
      ? ''
      : `<ul class="broken">${broken.map(({ document: from, what }) => `<li>${marked(what)} <span class="quiet"><code>${escaped(from)}</code></span></li>`).join('')}</ul>`;
  return `${soFar(proof)}<p class="verdict" data-state="${sum.broken + failed > 0 ? 'broken' : 'kept'}">${verdict}</p><ul class="sum">${cells.join('')}</ul>${list}<p class="quiet">${promises.length} promises, ${new Set(tests.map(({ file, title }) => `${file} ${title}`)).size} tests that they name.</p>`;
}

/** One page, self-contained: every promise, the test that shows it, what came of it. */
export function pageOf(proof: Proof): string {
  const { writtenAt, revision, machine, seconds: took, command, promises } = proof;
  const documents = [...new Set(promises.map((one) => one.document))];
  const facts = [
    ['Made', writtenAt.replace('T', ' ').replace(/\..*/, ' UTC')],
    ['Revision', revision ?? 'not known'],
    ['Machine', machine],
    ['Took', `${Math.round(took)} s`],
    ['By', command],
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>ICH Triage: promises and what shows them</title>',
    `<style>${STYLE}</style></head><body><main>`,
    '<h1>ICH Triage: promises and what shows them</h1>',
    '<p class="lead">The promises of the safety and privacy documents, each with the tests that it names and what came of them. Research software, not a medical device. A test shows what it tries, and no more: what remains is at the end of the documents.</p>',
    summary(proof),
    `<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value ?? '')}</dd></div>`).join('')}</dl>`,
    ...documents.map((name) =>
      document(
        name,
        promises.filter((one) => one.document === name),
      ),
    ),
    '<h2>Measured beside the tests</h2>',
    measures(proof.measures),
    plots(proof.soaked),
    '</main></body></html>\n',
  ].join('\n');
}
