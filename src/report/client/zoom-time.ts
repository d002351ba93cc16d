import type { View } from 'vega';
import type { ChartsOfPage } from './charts-of-page.ts';
import { addTimeControls, type Stretch, type TimeControls } from './time-controls.ts';

interface TimeChart {
  readonly view: View;
  readonly whole: Stretch;
  readonly controls: TimeControls;
}

/** A drag of fewer px is a click. */
const shortestDrag = 6;

/**
 * A drag along one of the charts over time brings that stretch closer in all of them, panels and charts alike; a double click, or
 * the button above it, shows the whole again. The fields beside the button do the same for the keyboard.
 */
export function offerTimeZoom(charts: ChartsOfPage): void {
  const zoomed: TimeChart[] = [];
  let shown: Stretch | undefined;

  const zoom = (stretch: Stretch | undefined): void => {
    shown = stretch;
    for (const chart of zoomed) if (show(chart, shown)) chart.view.runAsync();
  };
  charts.prepare((view) => {
    const whole = wholeOf(view);
    const plot = view.container()?.closest<HTMLElement>('.plot');
    if (whole === undefined || plot == null) return;
    const chart = { view, whole, controls: addTimeControls(plot, whole, zoom) };
    zoomed.push(chart);
    show(chart, shown);
    offerDrag(chart, plot, zoom);
  });
}

/** Of the parameters of charts/time-axis.ts; undefined where the chart has none. */
function wholeOf(view: View): Stretch | undefined {
  const { signals = {} } = view.getState({
    signals: (name) => name?.startsWith('zoom') ?? false,
    data: () => false,
  });
  const { zoomFrom: from, zoomTo: to } = signals;
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : undefined;
}

/** Whether that changes the chart. */
function show({ view, whole, controls }: TimeChart, stretch: Stretch | undefined): boolean {
  const { from, to } = stretch ?? whole;
  controls.say(stretch);
  if (view.signal('zoomFrom') === from && view.signal('zoomTo') === to) return false;
  view.signal('zoomFrom', from).signal('zoomTo', to);
  return true;
}

function offerDrag(
  { view, whole }: TimeChart,
  plot: HTMLElement,
  zoom: (stretch: Stretch | undefined) => void,
): void {
  let dragFromPx: number | undefined;
  let isDrag = false;
  const pxOf = ({ clientX }: MouseEvent): number => {
    const { left: paddingPx = 0 } = view.padding() as { left?: number };
    const left = (view.container()?.getBoundingClientRect().left ?? 0) + paddingPx + view.origin()[0];
    return Math.min(view.width(), Math.max(0, clientX - left));
  };
  const stretchTo = (px: number): Stretch => {
    const [one, other] = [dragFromPx ?? px, px].map((place) => view.scale('x').invert(place) as number);
    return { from: Math.min(one ?? 0, other ?? 0), to: Math.max(one ?? 0, other ?? 0) };
  };
  const mark = ({ from, to }: Stretch): void => {
    view.signal('brushFrom', from).signal('brushTo', to).runAsync();
  };
  const unmark = (): void => mark({ from: whole.from, to: whole.from });

  plot.classList.add('draggable');
  plot.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    dragFromPx = pxOf(event);
    isDrag = false;
  });
  addEventListener('pointermove', (event) => {
    if (dragFromPx === undefined) return;
    isDrag ||= Math.abs(pxOf(event) - dragFromPx) >= shortestDrag;
    if (isDrag) mark(stretchTo(pxOf(event)));
  });
  addEventListener('pointerup', (event) => {
    if (dragFromPx === undefined) return;
    const stretch = stretchTo(pxOf(event));
    dragFromPx = undefined;
    if (!isDrag) return;
    unmark();
    zoom(stretch);
  });
  // The browser scrolls the page instead.
  addEventListener('pointercancel', () => {
    if (dragFromPx !== undefined && isDrag) unmark();
    dragFromPx = undefined;
  });
  // Whoever drags does not click on what happens to lie there.
  plot.addEventListener(
    'click',
    (event) => {
      if (isDrag) event.stopPropagation();
      isDrag = false;
    },
    { capture: true },
  );
  plot.addEventListener('dblclick', () => zoom(undefined));
}
