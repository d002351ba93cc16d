import { applyEvent, type LiveEvent, type LiveState, type WholeState } from '../../live/live-state.ts';
import { keepPlace, returnToPlace } from './keep-place.ts';
import { livePlots } from './live-plots.ts';
import { showInPanel } from './panel.ts';

/** No more often are charts drawn anew, in ms: a browser that draws takes its part of the machine that is measured. */
const betweenDrawingsMs = 950;

/** Follows a run that goes on. On the page of a run that is over there is no panel for it, and nothing to be done. */
export function followRun(): void {
  returnToPlace();
  const panel = document.getElementById('live');
  if (panel === null) return;
  const drawPoints = livePlots();
  let state: LiveState | undefined;
  let isLost = false;
  let isHeld = false;
  let drawnMs = Number.NEGATIVE_INFINITY;
  let timer: number | undefined;

  const show = (): void => {
    timer = undefined;
    if (state === undefined) {
      // A page that came too late to be told anything says that at least.
      if (isLost) showInPanel(panel, { state, isLost, isHeld });
      return;
    }
    const isBehind = state.page !== panel.dataset['page'];
    // The report cannot wait, because the server does not.
    if (isBehind && (state.end !== undefined || (!isHeld && !document.hidden))) {
      keepPlace();
      location.reload();
      return;
    }
    showInPanel(panel, { state, isLost, isHeld });
    if (isHeld || document.hidden) return;
    drawnMs = performance.now();
    void drawPoints(state.points);
  };
  const showSoon = (): void => {
    if (timer !== undefined) return;
    timer = setTimeout(show, Math.max(0, drawnMs + betweenDrawingsMs - performance.now()));
  };

  const source = new EventSource('/events');
  source.addEventListener('message', ({ data }) => {
    const event: WholeState | LiveEvent = JSON.parse(data);
    isLost = false;
    state = event.type === 'state' ? event.state : state && applyEvent(state, event);
    if (state?.end !== undefined) show();
    else showSoon();
  });
  // The browser goes on trying: a run that was resumed on the same port is found again.
  source.addEventListener('error', () => {
    isLost = true;
    showSoon();
  });
  document.addEventListener('visibilitychange', showSoon);
  const hold = panel.querySelector<HTMLButtonElement>('.live-hold');
  hold?.addEventListener('click', () => {
    isHeld = !isHeld;
    hold.setAttribute('aria-pressed', String(isHeld));
    showSoon();
  });
  if (hold !== null) hold.hidden = false;
}
