/** Navigation and chapters. */
export const layoutStyles = `
.skip { position: absolute; left: -99rem; z-index: 9; padding: .5rem 1rem; background: var(--paper); border: 1px solid var(--line) }
.skip:focus { left: .5rem; top: .5rem }
.chapter { margin-top: 4rem; padding-top: 1.5rem; border-top: 1px solid var(--line) }
.chapter > h2 { margin-bottom: 1.5rem }
.chapter > section { margin-top: 2.75rem }
.chapter > h2 + section { margin-top: 0 }
.side { display: none; font-size: .875rem; line-height: 1.35 }
nav ul { list-style: none; margin: 0; padding: 0 }
nav a { display: block; padding: .25rem 0; text-decoration: none }
nav a:hover { text-decoration: underline }
nav > ul > li { margin-bottom: .7rem }
nav > ul > li > a { color: var(--ink); font-weight: 600 }
nav ul ul a { color: var(--muted) }
.contents { margin: 0 }
.contents[open] { flex-basis: 100% }
.contents nav { padding: .5rem 0; columns: 9rem; column-gap: 1.5rem }
.contents nav > ul > li { break-inside: avoid }
@media screen and (min-width: 76rem) {
  .page { display: grid; grid-template-columns: 13rem minmax(0, 1fr); grid-template-rows: auto 1fr auto; max-width: 92rem; margin: 0 auto }
  .page > .masthead { grid-column: 1 / -1; width: 100%; max-width: none }
  .page > .side { display: block; grid-row: 2 / span 2; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.5rem 0 2rem 1.25rem }
  .page > main, .page > footer { width: 100% }
  .contents { display: none }
}
`;
