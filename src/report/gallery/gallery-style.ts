/** What the gallery has beside what all pages have. */
export const galleryStyle = `
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1.25rem; margin: 0 0 1rem }
.filters[hidden], .pick[hidden] { display: none }
.filters label { display: flex; flex-direction: column; font-size: .8125rem; color: var(--muted); max-width: 100% }
.filters label:first-child { flex: 1 1 16rem }
.filters input, .filters select { font: inherit; font-size: .9375rem; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px; padding: .3rem .5rem; max-width: 100%; min-height: 2.1rem }
.count { color: var(--muted); font-size: .875rem }
.runs { list-style: none; margin: 0; padding: 0 }
.runs li { border-top: 1px solid var(--line); padding: .9rem 0; display: flow-root; content-visibility: auto; contain-intrinsic-size: auto 9rem }
.runs li[hidden] { display: none }
.runs h2 { font-size: 1rem; margin: 0 0 .25rem }
.runs p { margin: 0 0 .25rem; font-size: .9375rem; max-width: 46rem }
.runs .question { color: var(--muted); font-style: italic }
.runs .meta { color: var(--muted); font-size: .8125rem }
.badge { display: inline-block; font-size: .75rem; font-weight: 500; border: 1px solid var(--muted); border-radius: 999px; padding: 0 .5rem; color: var(--muted) }
.thumb { float: right; margin: .1rem 0 .4rem 1.25rem; max-width: 100%; stroke-width: 2 }
.thumb text { font-size: 10px; fill: var(--muted); stroke: none }
.thumb .cells rect { fill: none; stroke: var(--line); stroke-width: 1 }
.thumb .one { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 3 2 }
.pick { margin-left: .75rem; cursor: pointer; white-space: nowrap }
.pick input { vertical-align: -2px; width: 1.1rem; height: 1.1rem; margin: 0 .2rem 0 0 }
.comparison { position: sticky; bottom: 0; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem }
.comparison[hidden] { display: none }
.comparison h2 { font-size: 1rem; margin-bottom: .25rem } .comparison p { font-size: .875rem; margin-bottom: .4rem }
.comparison pre { max-height: 9rem; white-space: pre-wrap; overflow-wrap: anywhere }
@media (max-width: 40rem) { .thumb { float: none; display: block; margin: 0 0 .4rem } }
@media print { .filters, .pick, .comparison { display: none } .runs li { break-inside: avoid } }
`;
