/** The panel of a run that goes on. */
export const liveStyle = `
.live-panel { margin: .9rem 0 2rem; padding: .9rem 1.1rem .6rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px }
.live-panel p { margin-bottom: .35rem }
.live-panel.lost { border-color: var(--warn-line); background: var(--warn-paper) }
.live-head { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline }
.live-title { font-weight: 600 }
.live-title::before { content: "● "; color: var(--fate-hit) }
.live-panel.lost .live-title::before { color: var(--warn-line) }
.live-hold { flex: none; font: inherit; font-size: .875rem; color: var(--muted); background: none; border: 1px solid var(--muted); border-radius: 999px; padding: .15rem .75rem; cursor: pointer }
.live-hold[aria-pressed=true] { color: var(--paper); background: var(--accent); border-color: var(--accent) }
.live-doing { color: var(--muted); font-size: .9375rem; font-variant-numeric: tabular-nums; min-height: 1.55em }
.live-panel progress { display: block; width: 100%; height: .4rem; margin: .35rem 0 .5rem; accent-color: var(--accent) }
.live-charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: .5rem 1.25rem; font-size: .875rem }
.live-charts strong { float: right; font-variant-numeric: tabular-nums }
.live-charts .plot { min-height: 9.5rem }
.live-log { border-top: 1px solid var(--line); padding-top: .5rem; font-size: .875rem } .live-log ul { margin: 0 0 .5rem; padding-left: 1.15rem }
@media print { .live-panel { display: none } }
`;
