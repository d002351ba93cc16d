import { seriesColours } from '../model/series-style.ts';

export type Scheme = 'light' | 'dark';

/** Text on paper is at least 4.5:1, marks at least 3:1 (WCAG 2.2 AA), in both schemes; a test computes it. */
export const schemeColours: Readonly<Record<Scheme, Readonly<Record<string, string>>>> = {
  light: {
    paper: '#ffffff',
    raised: '#f6f7f9',
    ink: '#16191f',
    muted: '#5a6270',
    line: '#dde1e7',
    accent: '#005e94',
    'warn-paper': '#fff7e6',
    'warn-line': '#b76e00',
    'chart-grid': '#e6e9ee',
    'chart-muted': '#5a6270',
    'chart-text': '#16191f',
    'chart-paper': '#ffffff',
    'fate-text': '#ffffff',
    'fate-hit': '#1b7f5c',
    'fate-stale': '#667010',
    'fate-collapsed': '#2b6cb0',
    'fate-revalidated': '#6d55b5',
    'fate-miss': '#b4560f',
    'fate-bypass': '#667085',
    'fate-error': '#b4234f',
    'fate-unanswered': '#3f444d',
    'cost-backend-calls': '#b4560f',
    'cost-backend-cpu': '#8a6100',
    'cost-egress': '#1b7f5c',
    'cost-gateway-nodes': '#667085',
    'cost-memory': '#2b6cb0',
    'cost-redis': '#b4234f',
  },
  dark: {
    paper: '#14171c',
    raised: '#1c2027',
    ink: '#e8eaee',
    muted: '#a3abb9',
    line: '#323842',
    accent: '#6cbcf0',
    'warn-paper': '#2a2416',
    'warn-line': '#e0a33a',
    'chart-grid': '#2b313a',
    'chart-muted': '#a3abb9',
    'chart-text': '#e8eaee',
    'chart-paper': '#14171c',
    'fate-text': '#14171c',
    'fate-hit': '#3fbf92',
    'fate-stale': '#b5c34a',
    'fate-collapsed': '#66a9e8',
    'fate-revalidated': '#a893f0',
    'fate-miss': '#f08a45',
    'fate-bypass': '#9aa3b2',
    'fate-error': '#f2718f',
    'fate-unanswered': '#d0d5dd',
    'cost-backend-calls': '#f08a45',
    'cost-backend-cpu': '#e3b341',
    'cost-egress': '#3fbf92',
    'cost-gateway-nodes': '#9aa3b2',
    'cost-memory': '#66a9e8',
    'cost-redis': '#f2718f',
  },
};

/** All colours of the scheme by the names of their CSS custom properties, without the leading `--`. */
export function coloursOf(scheme: Scheme): ReadonlyMap<string, string> {
  const series = seriesColours.map((colour) => [`series-${colour.name}`, colour[scheme]] as const);
  return new Map([...Object.entries(schemeColours[scheme]), ...series]);
}

/** The scheme as declarations of CSS custom properties. */
export function colourProperties(scheme: Scheme): string {
  return [...coloursOf(scheme)]
    .map(([name, colour]) => `--${name}:${colour}`)
    .concat(`color-scheme:${scheme}`)
    .join(';');
}
