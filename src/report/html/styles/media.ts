/** The same page on a phone, on a projector, on paper, for those who want less motion, and in colours of the reader's own. */
export const media = `
@media screen and (min-width: 64rem) { tbody th { min-width: 11.5rem } }
@media screen and (min-width: 112.5rem) { html { font-size: 1.25rem } }
@media (max-width: 40rem) {
  header { padding-top: .75rem }
  header, main, footer { padding-left: 1rem; padding-right: 1rem }
  h1 { margin-bottom: .75rem }
  .finding { font-size: 1.0625rem; padding-left: .75rem }
  caption { position: sticky; left: 0; max-width: calc(100vw - 2rem) }
  .notices details:not([open]) > summary:has(> strong) { white-space: normal }
  .notices details:not([open]) > summary strong ~ .gist { display: none }
  .chapter { margin-top: 3rem }
  dl, .aspects { grid-template-columns: minmax(0, 1fr); gap: 0 } dd { margin-bottom: .5rem }
}
@media (scripting: enabled) and (max-width: 40rem) { .controls.time { min-height: 3.75rem } .controls.range { min-height: 5.25rem } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
@media (forced-colors: active) {
  .plot, .glyph { forced-color-adjust: none; background: var(--paper) }
  .notices, .finding { border-color: CanvasText }
}
@media print {
  @page { margin: 14mm }
  body { font-size: 10pt } header, main, footer { max-width: none; padding: 0 }
  .scheme, .side, .contents, .skip, .chart details { display: none }
  details::details-content { content-visibility: visible; display: block; block-size: auto }
  .notices summary, .notices details:not([open]) > summary { white-space: normal } .notices .gist { display: none }
  figure, .notices, tr, dt { break-inside: avoid } h2, h3, dt, .legend, caption { break-after: avoid }
  .chapter { margin-top: 1.5rem; padding-top: 1rem } .chapter > section { margin-top: 1.25rem }
  .opening:has(> .chart) { display: block }
  .scroll, details .scroll, pre { overflow: visible; max-height: none } pre { white-space: pre-wrap; font-size: 7.5pt }
  .plot, .plot svg { overflow: visible; max-width: 100% } .plot > svg { min-width: 0 }
  table { font-size: 7pt } td, td small { white-space: normal }
  th, td { padding: .2rem .25rem } thead th:not(:first-child), tbody th { min-width: 0 }
  a { color: inherit; text-decoration: none }
}
`;
