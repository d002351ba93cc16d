/** Type, colours and rhythm of every page. */
export const base = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 1.25rem }
main > section { margin-top: 3.25rem }
h1 { font-size: clamp(1.4rem, 1.15rem + 1.1vw, 2rem); line-height: 1.2; letter-spacing: -.015em; margin: 0 0 1rem; text-wrap: balance }
h2 { font-size: 1.35rem; line-height: 1.3; letter-spacing: -.01em; margin: 0 0 .75rem; text-wrap: balance }
h3 { font-size: 1.0625rem; line-height: 1.35; letter-spacing: -.005em; margin: 0 0 .6rem; text-wrap: balance }
p { margin: 0 0 .75rem; max-width: 46rem }
a { color: var(--accent); text-underline-offset: .15em }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
main:focus { outline: 0 }
:target { scroll-margin-top: 1rem }
button, summary { min-height: 24px }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; color: var(--muted); font-size: .875rem }
.top p { margin: 0; flex: 1 1 12rem; max-width: none }
.scheme { flex: none; font: inherit; color: var(--muted); background: none; border: 1px solid var(--line); border-radius: 999px; padding: .1rem .75rem; cursor: pointer }
.scheme[hidden] { display: none }
@media (scripting: enabled) { .scheme[hidden] { display: inline-block; visibility: hidden } }
.scheme:hover { color: var(--ink); border-color: var(--muted) }
footer { margin: 4rem auto 3rem; color: var(--muted); font-size: .875rem }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .3rem 1.25rem; margin: 0 }
dt { color: var(--muted); min-width: 0 } dd { margin: 0 }
pre { margin: 0; padding: .9rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; overflow-wrap: normal;
  font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; max-height: 36rem }
summary { cursor: pointer; color: var(--accent); width: fit-content; padding: .15rem 0 }
`;
