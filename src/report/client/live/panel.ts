import type { LiveChartId, LiveState } from '../../live/live-state.ts';

interface PanelWords {
  /** Undefined while nothing has been told. */
  readonly state: LiveState | undefined;
  /** Whether the connection is. */
  readonly isLost: boolean;
  /** Whether the reader wants the page to stay as it is. */
  readonly isHeld: boolean;
}

/** Puts into words how the run is getting on. What has not changed is not touched, so that nothing is read out twice. */
export function showInPanel(panel: HTMLElement, { state, isLost, isHeld }: PanelWords): void {
  const { trial, cell = '', log = [] } = state ?? {};
  panel.classList.toggle('lost', isLost);
  say(panel, '.live-title', isLost ? lost : isHeld ? held : (trial?.title ?? 'The run begins.'));
  say(panel, '.live-cell', cell);
  if (isHeld) return;
  say(panel, '.live-doing', isLost || trial === undefined ? '' : capitalised(trial.doing));
  const progress = panel.querySelector('progress');
  if (progress !== null) progress.value = trial?.doneRatio ?? 0;
  for (const element of panel.querySelectorAll<HTMLElement>('[data-figure]')) {
    element.textContent = trial?.figures[element.dataset['figure'] as LiveChartId] ?? '';
  }
  const list = panel.querySelector('.live-log ul');
  if (list === null || list.childElementCount === log.length) return;
  list.replaceChildren(...log.map(listItem));
  panel.querySelector<HTMLElement>('.live-log')?.toggleAttribute('hidden', log.length === 0);
}

const lost =
  'The connection is lost: the run may have ended, or was killed. What it had measured is in its result.json.';
const held = 'Held still. The run goes on.';

function say(panel: HTMLElement, selector: string, text: string): void {
  const element = panel.querySelector<HTMLElement>(selector);
  if (element === null || element.textContent === text) return;
  element.textContent = text;
  element.hidden = text === '';
}

function listItem(text: string): HTMLElement {
  const element = document.createElement('li');
  element.textContent = text;
  return element;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
