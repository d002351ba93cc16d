/**
 * The looks of what the page's script adds (client/). What recedes in tables and legends is still text to be read, so it only
 * turns to the quieter ink.
 */
export const interactionStyles = `
button.strategy { font: inherit; color: inherit; text-align: inherit; background: none; border: 0; padding: 0; margin: 0; cursor: pointer; overflow-wrap: anywhere }
button.strategy:hover { text-decoration: underline dotted; text-underline-offset: .2em }
.legend button.strategy { min-height: 1.5rem }
th[data-strategy], td[data-strategy], .live.pickable { cursor: pointer }
.receded, .receded strong, .receded button.strategy { color: var(--muted); font-weight: 400 }
.receded .glyph { opacity: .3 }
tr.picked > * { background: var(--raised); box-shadow: inset 0 1px var(--accent), inset 0 -1px var(--accent) }
li.picked { text-decoration: underline 2px var(--accent); text-underline-offset: .35em }
.picked-bar { position: fixed; z-index: 8; left: 50%; bottom: 1rem; transform: translateX(-50%); display: flex; gap: 1rem; align-items: center; width: max-content; max-width: calc(100vw - 2rem);
  padding: .5rem .6rem .5rem 1rem; background: var(--raised); border: 1px solid var(--accent); border-radius: 6px; box-shadow: 0 4px 14px rgb(0 0 0 / .18); font-size: .875rem }
.picked-bar:not(.shown) { clip-path: inset(50%); box-shadow: none }
.picked-bar p { margin: 0; max-height: 4.5rem; overflow: hidden }
.picked-bar button { flex: none; font: inherit; color: var(--accent); background: var(--paper); border: 1px solid var(--accent); border-radius: 4px; padding: .25rem .75rem; cursor: pointer }
.downloads button { font: inherit; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: 4px; margin: .25rem .5rem .25rem 0; padding: .15rem .6rem; cursor: pointer }
.downloads button:hover { border-color: var(--accent) }
@media (pointer: fine) { .plot.draggable .live { cursor: col-resize } }
.plot.draggable { touch-action: pan-y pinch-zoom; user-select: none }
.time-controls { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: center; margin-bottom: .4rem; color: var(--muted) }
.time-controls input { font: inherit; width: 5.5rem; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px; padding: .1rem .35rem }
.time-controls button { font: inherit; color: var(--accent); background: var(--paper); border: 1px solid var(--accent); border-radius: 4px; padding: .1rem .6rem; cursor: pointer }
@media print { .picked-bar { display: none } .receded { color: inherit } }
`;
