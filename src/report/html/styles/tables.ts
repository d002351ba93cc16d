/** Tables, which scroll in a box of their own where the page is too narrow for them. */
export const tables = `
.scroll { overflow-x: auto; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin-bottom: .75rem; overflow-wrap: normal }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--muted); padding: .5rem 0; font-size: .8125rem }
th, td { padding: .45rem .36rem; text-align: right; vertical-align: top; white-space: nowrap; border-top: 1px solid var(--line) }
thead th { border: 0; color: var(--muted); font-weight: 500; vertical-align: bottom }
th:first-child { text-align: left; padding-left: .25rem }
thead th:not(:first-child) { white-space: normal; min-width: 3.25rem }
th:first-child { position: sticky; left: 0; background: var(--paper) }
tbody th { font-weight: 600; white-space: normal; min-width: 7rem; max-width: 20rem; overflow-wrap: anywhere }
td small, th small { display: block; color: var(--muted); font-weight: 400; font-size: .86em }
abbr { text-decoration: none; cursor: help }
details .scroll { max-height: 34rem }
.note { color: var(--muted); font-size: .8125rem; margin-bottom: .35rem }
.nothing { padding: 1.25rem; background: var(--raised); border-radius: 6px; color: var(--muted) }
`;
