/** Where a reader was on a page that is loaded anew; the browser itself sees to how far they had scrolled. */
interface Place {
  readonly scheme: string | undefined;
  /** Places of details that were open. */
  readonly open: readonly string[];
  readonly focused: string | undefined;
  readonly picked: string | undefined;
}

const stops = 'details, summary, a, button, select, input, [tabindex]';

/** Remembers what the reader had opened, picked and gone to, until the page has been loaded anew. */
export function keepPlace(): void {
  const picked = document.querySelector('[data-strategy] [aria-pressed=true]');
  const place: Place = {
    scheme: document.documentElement.dataset['scheme'],
    open: [...document.querySelectorAll('details[open]')].map(placeOf),
    focused: document.activeElement?.matches(stops) ? placeOf(document.activeElement) : undefined,
    picked: picked?.closest<HTMLElement>('[data-strategy]')?.dataset['strategy'],
  };
  // Of the tab's entry in its history, which outlives the loading, and which nobody has to clear away.
  history.replaceState({ place }, '');
}

/** Brings the reader back, once. */
export function returnToPlace(): void {
  const place: Place | undefined = history.state?.place;
  if (place === undefined) return;
  history.replaceState(null, '');
  const { scheme, open, focused, picked } = place;
  const button = document.querySelector<HTMLButtonElement>('button.scheme');
  // The button is named after the scheme that it changes to.
  if (button?.textContent?.toLowerCase() === scheme) button?.click();
  for (const at of open) elementAt(at)?.setAttribute('open', '');
  const names = [...document.querySelectorAll<HTMLElement>('[data-strategy]')];
  names.find(({ dataset }) => dataset['strategy'] === picked)?.click();
  if (focused !== undefined) (elementAt(focused) as HTMLElement | undefined)?.focus({ preventScroll: true });
}

/** The nearest id above an element, and which of the stops below it that is. */
function placeOf(element: Element): string {
  const root = element.closest('[id]') ?? document.body;
  return `${[...root.querySelectorAll(stops)].indexOf(element)} ${root.id}`;
}

function elementAt(place: string): Element | undefined {
  const [index = '', id = ''] = place.split(/ (.*)/s);
  const root = id === '' ? document.body : document.getElementById(id);
  return root?.querySelectorAll(stops)[Number(index)];
}
