import { colourProperties } from './colours.ts';
import { interactionStyles } from './interaction-styles.ts';

/** The scheme is the system's unless the reader has chosen one; paper is always light. */
const schemes = `
:root { ${colourProperties('light')} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-scheme=light]) { ${colourProperties('dark')} } }
@media screen { :root[data-scheme=dark] { ${colourProperties('dark')} } }
`;

const page = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem }
main:focus { outline: 0 }
header { padding-top: 2.5rem }
main > section { margin-top: 3.25rem }
.chapter > section { margin-top: 2.5rem }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: 1rem }
.side { display: none }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.2rem); line-height: 1.2; letter-spacing: -0.015em; margin: .35rem 0 1.25rem; text-wrap: balance }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 .75rem; text-wrap: balance }
h2 { font-size: 1.4rem; line-height: 1.3; letter-spacing: -0.005em; margin: 0 0 .75rem; text-wrap: balance }
p { margin: 0 0 .75rem; max-width: 46rem }
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
.top { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; color: var(--muted); font-size: .875rem }
.top p { margin: 0 }
.scheme { flex: none; font: inherit; color: var(--muted); background: none; border: 1px solid var(--line); border-radius: 999px; padding: .15rem .75rem; cursor: pointer }
.scheme:hover { color: var(--ink); border-color: var(--muted) }
.finding { font-size: 1.15rem; line-height: 1.5; border-left: 3px solid var(--accent); padding-left: 1rem; margin-bottom: 1rem; max-width: 50rem }
.more { margin: 0; padding: 0 0 0 1.15rem; color: var(--muted); font-size: .9375rem; list-style: none }
.more li { margin-bottom: .4rem; max-width: 50rem }
.notices { margin: 1.75rem 0 0; padding: .9rem 1.1rem .4rem; background: var(--warn-paper); border: 1px solid var(--warn-line); border-radius: 6px }
.notices + h1 { margin-top: 1.5rem }
.notices h2 { font-size: 1rem; margin-bottom: .5rem }
.notices ul { margin: 0; padding: 0; list-style: none }
.notices li { margin-bottom: .6rem }
.notices strong { display: block }
.hint { color: var(--muted) }
footer { margin: 4rem auto 3rem; color: var(--muted); font-size: .875rem }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .3rem 1.25rem; margin: 0 }
dt { color: var(--muted) } dd { margin: 0 }
pre { margin: 0; padding: .9rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; overflow-wrap: normal;
  font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; max-height: 36rem }
`;

const tables = `
.scroll { overflow-x: auto; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin-bottom: .75rem; overflow-wrap: normal }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--muted); padding: .5rem 0; font-size: .8125rem }
th, td { padding: .45rem .45rem; text-align: right; vertical-align: top; white-space: nowrap; border-top: 1px solid var(--line) }
thead th { border: 0; color: var(--muted); font-weight: 500; vertical-align: bottom }
th:first-child { text-align: left; padding-left: .25rem }
thead th:not(:first-child) { white-space: normal; min-width: 4.25rem }
th:first-child { position: sticky; left: 0; background: var(--paper) }
tbody th { font-weight: 600; white-space: normal; min-width: 7rem; max-width: 20rem; overflow-wrap: anywhere }
td small, th small { display: block; color: var(--muted); font-weight: 400; font-size: .86em }
abbr { text-decoration: none; cursor: help }
details .scroll { max-height: 34rem }
.note { color: var(--muted); font-size: .8125rem; margin-bottom: .35rem }
.nothing { padding: 1.25rem; background: var(--raised); border-radius: 6px; color: var(--muted) }
`;

const charts = `
figure { margin: 0 }
.plot { overflow-x: auto; position: relative }
.plot svg { display: block; max-width: 100%; height: auto }
.plot > svg { min-width: 36rem }
.plot .live { width: 100% }
.plot .live.drawing { position: absolute; visibility: hidden }
.controls { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; font-size: .875rem }
.controls .vega-bind { margin-bottom: .6rem; max-width: 100% }
.controls label { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: center }
.controls select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px; padding: .2rem .4rem; max-width: 100% }
.controls input[type=range] { width: 20rem; max-width: 100%; height: 1.5rem; accent-color: var(--accent) }
.controls input[type=range] + span { font-variant-numeric: tabular-nums; min-width: 3rem }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .6rem; padding: 0; list-style: none; font-size: .875rem }
.glyph { vertical-align: -1px; margin-right: .4rem; flex: none }
figcaption { color: var(--muted); font-size: .875rem; margin-top: .6rem; max-width: 50rem }
details { margin-top: .5rem; font-size: .875rem }
summary { cursor: pointer; color: var(--accent); width: fit-content; padding: .15rem 0 }
#vg-tooltip-element { position: fixed; z-index: 9; visibility: hidden; pointer-events: none; padding: .45rem .65rem; font-size: .8125rem; max-width: 20rem;
  color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 4px 14px rgb(0 0 0 / .18) }
#vg-tooltip-element.visible { visibility: visible }
#vg-tooltip-element table { width: auto; font-size: inherit }
#vg-tooltip-element td { border: 0; padding: .05rem .25rem; text-align: left; white-space: normal }
#vg-tooltip-element td.key { color: var(--muted) }
`;

const media = `
@media screen and (min-width: 64rem) { tbody th { min-width: 11.5rem } }
@media (max-width: 40rem) {
  header { padding-top: 1.25rem }
  header, main, footer { padding-left: 1rem; padding-right: 1rem }
  dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem }
}
@media print {
  body { font-size: 11pt } .scheme, .controls, details { display: none }
  .chart, .notices { break-inside: avoid } h2 { break-after: avoid }
  .scroll, details .scroll, pre { overflow: visible; max-height: none } pre { white-space: pre-wrap }
  .plot > svg { min-width: 0 } table { font-size: 6.5pt } td, td small { white-space: normal }
  th, td { padding: .2rem .25rem } thead th:not(:first-child), tbody th { min-width: 0 }
}
`;

export const styleSheet = schemes + page + tables + charts + interactionStyles + media;
