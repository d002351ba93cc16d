import { chartsOfPage } from './charts-of-page.ts';
import { offerSchemes } from './colour-scheme.ts';
import { drawWhenSeen } from './draw-when-seen.ts';
import { filterRuns } from './filter-runs.ts';
import { followRun } from './live/follow-run.ts';
import { completeLongTables } from './long-tables.ts';
import { offerDownloads } from './offer-downloads.ts';
import { offerPicking } from './pick-strategy.ts';
import { sayObjectives } from './say-objective.ts';
import { offerTimeZoom } from './zoom-time.ts';

// The page is complete without this script: it makes the drawings fit their place and answer to the reader.
offerSchemes();
filterRuns();
followRun();
void chartsOfPage().then((charts) => {
  completeLongTables(charts, offerPicking(charts));
  offerDownloads(charts);
  offerTimeZoom(charts);
  sayObjectives(charts);
  drawWhenSeen(charts);
});
