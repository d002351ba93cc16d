/**
 * Charts, their legends and captions, and what answers the pointer. Where a script will draw a chart anew, the drawing that came with the page
 * keeps the height that it says it has even where it is shrunk: the live one is as high at any width, so that nothing moves.
 */
export const charts = `
figure { margin: 0 }
.plot { overflow-x: auto; position: relative }
.plot svg { display: block; max-width: 100% }
.plot .live svg { height: auto }
@media print, (scripting: none) { .plot > svg { height: auto } }
@media (scripting: none) { .plot > svg { min-width: 36rem } }
.plot .live { width: 100% }
.plot .live.drawing { position: absolute; visibility: hidden }
.controls { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; font-size: .875rem }
@media (scripting: enabled) {
  .controls.time { min-height: 2.25rem } .controls.select { min-height: 2.4rem } .controls.range { min-height: 4rem }
}
.controls { align-content: flex-start }
.controls .vega-bind { margin-bottom: .6rem; max-width: 100% }
.controls label { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: center }
.controls select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px; padding: .2rem .4rem; max-width: 100% }
.controls input[type=range] { flex: 1 1 12rem; max-width: 20rem; height: 1.5rem; accent-color: var(--accent) }
.controls input[type=range] + span { font-variant-numeric: tabular-nums; min-width: 4.5rem }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .6rem; padding: 0; list-style: none; font-size: .875rem }
.glyph { vertical-align: -1px; margin-right: .4rem; flex: none }
figcaption { color: var(--muted); font-size: .875rem; margin-top: .6rem; max-width: 50rem }
details { margin-top: .5rem; font-size: .875rem }
#vg-tooltip-element { position: fixed; z-index: 9; visibility: hidden; pointer-events: none; padding: .45rem .65rem; font-size: .8125rem; max-width: 20rem;
  color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 4px 14px rgb(0 0 0 / .18) }
#vg-tooltip-element.visible { visibility: visible }
#vg-tooltip-element table { width: auto; font-size: inherit }
#vg-tooltip-element td { border: 0; padding: .05rem .25rem; text-align: left; white-space: normal }
#vg-tooltip-element td.key { color: var(--muted) }
`;
