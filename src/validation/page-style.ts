/** The look of a report, by seven colors that the place it stands in may set. */
export const REPORT_STYLE = `
.report { color: var(--v-text); font: 14px/1.5 var(--v-font, system-ui, sans-serif); }
.report h2 { margin: 28px 0 6px; color: var(--v-strong); font-size: 17px; }
.report p { max-width: 76ch; margin: 6px 0; }
.report .hint { color: var(--v-muted); }
.report .lead { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0; padding: 0; list-style: none; }
.report .lead li { min-width: 150px; padding: 10px 14px; border: 1px solid var(--v-line); border-radius: 6px; }
.report .lead strong { display: block; color: var(--v-strong); font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
.report .lead span { display: block; color: var(--v-muted); font-size: 12.5px; }
.report .plots { display: flex; flex-wrap: wrap; gap: 24px; }
.report figure { width: 340px; max-width: 100%; margin: 10px 0; }
.report figcaption, .report caption { padding-bottom: 4px; color: var(--v-strong); font-weight: 600; text-align: left; }
.report svg { display: block; width: 100%; height: auto; }
.report svg text { fill: var(--v-muted); font-size: 11px; }
.report svg .name { fill: var(--v-text); }
.report svg path { fill: none; }
.report svg .grid { stroke: var(--v-line); }
.report svg .guide { stroke: var(--v-muted); stroke-dasharray: 4 4; }
.report svg .curve { stroke: var(--v-accent); stroke-width: 2; }
.report svg .dot { fill: var(--v-accent); }
.report .box { overflow-x: auto; margin: 14px 0; }
.report table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.report :is(th, td) { padding: 5px 18px 5px 0; border-bottom: 1px solid var(--v-line); font-weight: 400; text-align: left; vertical-align: top; white-space: nowrap; }
.report thead th { color: var(--v-muted); font-size: 12px; }
.report :is(thead, tbody) th:first-child { width: 19ch; min-width: 19ch; max-width: 30ch; white-space: normal; }
.report :focus-visible { outline: 2px solid var(--v-accent); outline-offset: 2px; }
@media (forced-colors: active) {
  .report svg :is(.grid, .guide, .curve) { stroke: CanvasText; }
  .report svg .dot { fill: CanvasText; }
  .report svg text { fill: CanvasText; }
}
@media print { .report .box { overflow: visible; } .report figure, .report table { break-inside: avoid; } }
`;

/** What a report's own file adds: a page with colors for light and dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --v-ground: #fff; --v-text: #262d37; --v-strong: #090b0e; --v-muted: #55606f; --v-line: #d0d6de; --v-accent: #1f5fae; }
@media (prefers-color-scheme: dark) {
  :root { --v-ground: #101318; --v-text: #d3d9e2; --v-strong: #eef1f6; --v-muted: #97a2b2; --v-line: #343d49; --v-accent: #7db7f5; }
}
@media print { :root { --v-ground: #fff; --v-text: #000; --v-strong: #000; --v-muted: #444; --v-line: #bbb; --v-accent: #1f5fae; } }
body { max-width: 1060px; margin: 0 auto; padding: 20px 24px 60px; background: var(--v-ground); }
h1 { margin: 0 0 4px; color: var(--v-strong); font: 600 22px/1.3 system-ui, sans-serif; }
.banner { margin: 0 0 16px; color: var(--v-text); font: 13px/1.5 system-ui, sans-serif; }
`;
