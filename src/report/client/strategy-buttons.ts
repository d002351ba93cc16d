/**
 * Makes the names of strategies in legends and tables buttons, of each legend and table the first for each strategy: a table of a
 * thousand rows would otherwise be a thousand stops for the keyboard. The other rows can be clicked all the same.
 */
export function addStrategyButtons(named: readonly HTMLElement[]): void {
  const seen = new Map<Element, Set<string>>();
  for (const element of named) {
    const list = element.closest('table, ul') ?? document.body;
    const strategies = seen.get(list) ?? new Set();
    seen.set(list, strategies);
    const strategy = element.dataset['strategy'] ?? '';
    // A name that leads elsewhere is a link already.
    if (strategies.has(strategy) || element.querySelector('a') !== null) continue;
    strategies.add(strategy);
    addButton(element);
  }
}

function addButton(element: HTMLElement): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'strategy';
  button.title = 'Highlight it everywhere';
  button.setAttribute('aria-pressed', 'false');
  button.append(...[...element.childNodes].filter((node) => node.nodeName !== 'SMALL'));
  element.prepend(button);
}
