/** The page's styles: light and dark by the reader's system, light on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #e6e9ec);
  --quiet: light-dark(#59636e, #9aa4ae);
  --back: light-dark(#ffffff, #14171a);
  --band: light-dark(#f4f6f8, #1c2126);
  --line: light-dark(#d5dbe1, #333b43);
  --good: light-dark(#1a6b3c, #5fca8b);
  --part: light-dark(#7a5300, #e2b457);
  --bad: light-dark(#b3202c, #ff8189);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25; }
h2 { margin: 40px 0 8px; font-size: 20px; }
h3 { margin: 28px 0 8px; font-size: 16px; }
h3 .quiet { margin-left: 8px; font-weight: 400; }
p { margin: 0 0 8px; }
code { font: 13px ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
h2 code { font-size: inherit; }
q { quotes: "“" "”"; }
.lead { max-width: 75ch; color: var(--quiet); }
.quiet { color: var(--quiet); font-size: 13px; }
.verdict { margin: 20px 0 12px; font-size: 20px; font-weight: 600; }
.sum { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 12px; padding: 0; list-style: none; }
.sum li { min-width: 150px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; }
.sum strong { display: block; font-size: 26px; line-height: 1.2; color: var(--text); }
.sum li[data-none="true"] { color: var(--quiet); }
.sum li[data-none="true"] strong { color: var(--quiet); font-weight: 400; }
dl { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 12px 0 0; }
dt { color: var(--quiet); font-size: 13px; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: 10px 12px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { padding: 6px 12px; background: var(--band); color: var(--quiet); font-size: 13px; }
thead th:nth-child(1) { width: 38%; }
thead th:nth-child(2) { width: 130px; }
th .quiet { margin: 2px 0 0; }
td ul { margin: 0; padding: 0; list-style: none; }
td li { display: flex; gap: 8px; margin-bottom: 4px; }
.figure { margin: 4px 0 0 22px; font-variant-numeric: tabular-nums; }
.sign { flex: none; width: 14px; font-weight: 700; }
.state { white-space: nowrap; font-weight: 600; }
[data-state="kept"] > .state, [data-state="kept"] > .sign, [data-state="passed"] > .sign { color: var(--good); }
[data-state="in part"] > .state, [data-state="not seen"] > .state, [data-state="in part"] > .sign, [data-state="not seen"] > .sign { color: var(--part); }
.verdict[data-state="part"] { color: var(--part); }
.verdict[data-state="kept"] { color: var(--good); }
[data-state="broken"] > .state, [data-state="broken"] > .sign, [data-state="failed"] > .sign, [data-state="absent"] > .sign, .verdict[data-state="broken"] { color: var(--bad); }
tr[data-state="broken"] { background: light-dark(#fdf1f1, #2a1a1c); }
figure { margin: 12px 0 20px; }
figure svg { display: block; width: 100%; max-width: 900px; height: auto; border: 1px solid var(--line); border-radius: 8px; }
figcaption { max-width: 100ch; margin-top: 6px; color: var(--quiet); font-size: 13px; }
@media (max-width: 760px) {
  main { padding: 20px 14px 40px; }
  thead { position: absolute; clip-path: inset(50%); }
  table, tbody, tr, tbody th, td { display: block; }
  tbody th, td { border: 0; padding: 4px 0; }
  tr { padding: 10px 0; border-bottom: 1px solid var(--line); }
}
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  tr, figure, .sum li { break-inside: avoid; }
  h2, h3, thead { break-after: avoid; }
  thead { display: table-header-group; }
}
`;
