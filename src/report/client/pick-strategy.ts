import type { Item, View } from 'vega';
import type { ChartsOfPage } from './charts-of-page.ts';
import { addPickedBar } from './picked-bar.ts';
import { addStrategyButtons } from './strategy-buttons.ts';

/**
 * A click on a strategy, wherever it is named or drawn, makes it stand out in all charts, legends and tables; another click on it,
 * Escape or a button undoes that. Legends and tables name strategies by `data-strategy`, marks by a datum's `strategy`.
 *
 * @returns what to call when more of them are named in the page
 */
export function offerPicking(charts: ChartsOfPage): () => void {
  const named = () => [...document.querySelectorAll<HTMLElement>('[data-strategy]')];
  const strategies = new Set(named().map(strategyOf));
  if (strategies.size < 2) return () => {};
  addStrategyButtons(named());
  const bar = addPickedBar(() => pick(''));
  let picked = '';

  const show = () => {
    for (const element of named()) showPicked(element, picked);
  };
  const pick = (strategy: string): void => {
    picked = strategy;
    show();
    for (const view of charts.views()) if (setPicked(view, picked)) view.runAsync();
    bar.say(picked);
  };
  const toggle = (strategy: string): void => pick(strategy === picked ? '' : strategy);

  document.addEventListener('click', ({ target }) => {
    const element = (target as Element).closest<HTMLElement>('[data-strategy]');
    if (element === null || (target as Element).closest('a') !== null) return;
    // Whoever selects text to copy it does not pick.
    if (getSelection()?.isCollapsed !== false) toggle(strategyOf(element));
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && picked !== '') pick('');
  });
  charts.prepare((view) => {
    const strategyUnder = (item: Item | null | undefined): string | undefined => {
      const strategy = item?.datum?.strategy;
      return strategies.has(strategy) ? strategy : undefined;
    };
    setPicked(view, picked);
    view.addEventListener('click', (_, item) => {
      const strategy = strategyUnder(item);
      if (strategy !== undefined) toggle(strategy);
    });
    view.addEventListener('mousemove', (_, item) => {
      view.container()?.classList.toggle('pickable', strategyUnder(item) !== undefined);
    });
  });
  return show;
}

function strategyOf(element: HTMLElement): string {
  return element.dataset['strategy'] ?? '';
}

/** An entry of a legend, or the row of a table that it stands in. */
function showPicked(element: HTMLElement, picked: string): void {
  const isPicked = strategyOf(element) === picked;
  const entry = element.closest('tr') ?? element;
  entry.classList.toggle('picked', isPicked);
  entry.classList.toggle('receded', picked !== '' && !isPicked);
  element.querySelector('button')?.setAttribute('aria-pressed', `${isPicked}`);
}

/** Whether the chart knows of picking at all. */
function setPicked(view: View, picked: string): boolean {
  const { signals } = view.getState({ signals: (name) => name === 'picked', data: () => false });
  if (signals === undefined || !('picked' in signals)) return false;
  view.signal('picked', picked);
  return true;
}
