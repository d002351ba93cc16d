/** The first screen: warnings in as little room as they need, the question, its answer, and the chart that shows it. */
export const openingStyles = `
.opening { display: grid; grid-template-columns: minmax(0, 1fr); margin-top: 1.25rem }
.finding { font-size: 1.1875rem; line-height: 1.45; border-left: 3px solid var(--accent); padding-left: 1rem; margin-bottom: 1.25rem; max-width: 50rem }
.aspects { grid-template-columns: 7rem minmax(0, 1fr); gap: .55rem 1rem; font-size: .9375rem; line-height: 1.45; align-content: start; max-width: 50rem }
.aspects dt { font-weight: 600 }
.aspects dt a { color: var(--ink); text-decoration-color: var(--muted) }
.more { margin: 0; padding: 0; color: var(--muted); font-size: .9375rem; list-style: none }
.more li { margin-bottom: .4rem; max-width: 50rem }
.opening > .chart { margin-bottom: 1.5rem }
.opening > .chart > h2 { font-size: 1.0625rem }
.opening .plot > svg { min-width: 0 }
.opening figcaption { font-size: .8125rem; line-height: 1.45 }
.notices { min-width: 0; margin: 0 0 1.25rem; padding: .4rem .9rem; background: var(--warn-paper); border: 1px solid var(--warn-line); border-left-width: 5px; border-radius: 4px; font-size: .9375rem; line-height: 1.4 }
.notices > p { margin: 0; font-weight: 600; max-width: none }
.notices details { margin: 0; font-size: inherit }
.notices summary { color: var(--ink); width: auto; padding: .15rem 0 }
.notices details:not([open]) > summary { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.notices details[open] > summary > .gist { display: none }
.notices .gist, .hint { color: var(--muted) }
.notices details > p { margin: 0 0 .4rem 1rem; max-width: 60rem }
.notices details details { margin-left: 1rem }
@media (min-width: 58rem) {
  .opening:has(> .chart) { grid-template: "notices notices" auto "question question" auto "finding chart" auto "more chart" 1fr / minmax(0, 1.1fr) minmax(0, 1fr); column-gap: 2.5rem }
  .opening:has(> .chart) > .notices { grid-area: notices }
  .opening:has(> .chart) > h1 { grid-area: question }
  .opening:has(> .chart) > .finding { grid-area: finding }
  .opening:has(> .chart) > :is(.aspects, .more) { grid-area: more }
  .opening > .chart { grid-area: chart }
}
`;
