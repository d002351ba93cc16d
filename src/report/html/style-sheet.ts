import { liveStyle } from '../live/live-style.ts';
import { colourProperties } from './colours.ts';
import { interactionStyles } from './interaction-styles.ts';
import { base } from './styles/base.ts';
import { charts } from './styles/charts.ts';
import { layoutStyles } from './styles/layout.ts';
import { media } from './styles/media.ts';
import { openingStyles } from './styles/opening.ts';
import { tables } from './styles/tables.ts';

/** The scheme is the system's unless the reader has chosen one; paper is always light. */
const schemes = `
:root { ${colourProperties('light')} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-scheme=light]) { ${colourProperties('dark')} } }
@media screen { :root[data-scheme=dark] { ${colourProperties('dark')} } }
`;

/** What all pages share; each part is about one thing. */
export const styleSheet =
  schemes + base + layoutStyles + openingStyles + tables + charts + interactionStyles + liveStyle + media;
