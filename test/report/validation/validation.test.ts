import { describe, expect, it } from 'vitest';
import { deviationChart } from '../../../src/report/validation/deviation-chart.ts';
import { renderValidationPage } from '../../../src/report/validation/render-validation-page.ts';
import { validate, validationDocument } from '../../../src/report/validation/validation.ts';
import {
  terminalValidation,
  validationFinding,
  validationNotices,
} from '../../../src/report/validation/validation-report.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, redis, stateless } from '../../support/a-result.ts';
import { aSimulatedResult } from '../../support/a-simulated-result.ts';
import { drawnOf, expectDrawnOrSaid, expectWords } from '../../support/chart-checks.ts';

const measured = aResult();
/** All trials alike but for their figures. */
const simulatedWith = (hitRatio: number, hitUs: number): Result =>
  aSimulatedResult({ strategies: [stateless, { ...memory, hitRatio, hitUs }, redis] });
const alike = validate(measured, simulatedWith(0.92, 700));
const unlike = validate(measured, simulatedWith(0.7, 2500));

describe('how far a simulation is from the measurement', () => {
  it('is nothing where both are the same, and every promise is kept', () => {
    expect(alike.deviations.every(({ deviation }) => deviation === 0)).toBe(true);
    const verdicts = alike.deviations.map(({ metric, verdict }) => `${metric} ${verdict}`);
    expect(new Set(verdicts)).toEqual(
      new Set([
        'hitRatio kept',
        'offload not promised',
        'requestsPerSecond kept',
        'p50 kept',
        'p99 not promised',
      ]),
    );
    expect(validationFinding(alike).lead).toMatch(/^The simulation keeps all 8 promises/);
  });

  it('is told figure by figure, with the promises that it misses', () => {
    const missed = unlike.deviations.filter(({ verdict }) => verdict === 'missed');
    expect(new Set(missed.map(({ strategy }) => strategy))).toEqual(new Set(['memory']));
    const [hits] = missed.filter(({ metric }) => metric === 'hitRatio');
    expect(hits?.deviation).toBeCloseTo(-0.22, 1);
    const [throughput] = missed.filter(({ metric }) => metric === 'requestsPerSecond');
    if (throughput === undefined) throw new Error('The throughput is not missed.');
    const { measured: real, simulated: virtual, deviation } = throughput;
    expect(deviation).toBeCloseTo(virtual.value / real.value - 1, 10);
    expect(real.interval?.low).toBeLessThan(real.value);
    expect(validationFinding(unlike).lead).toMatch(
      /misses \d of 8 promises .*: hit ratio of memory by −0\.2/,
    );
    const text = terminalValidation(unlike, { colour: false });
    expect(text).toMatch(/memory +hit ratio .*missed/);
    expect(text).toMatch(/redis +hit ratio .*kept/);
  });

  it('says nothing of strategies that were only measured or only simulated', () => {
    const other = aSimulatedResult({ strategies: [memory] });
    const { deviations } = validate(measured, other);
    expect(new Set(deviations.map(({ strategy }) => strategy))).toEqual(new Set(['memory']));
    const none = validate(measured, aSimulatedResult({ strategies: [{ name: 'another' }] }));
    expect(none.deviations).toEqual([]);
    expect(validationFinding(none).lead).toBe('Nothing was both measured and simulated.');
  });

  it('warns of a quick look and of a calibration that was given', () => {
    const quick = { ...measured, protocol: { quick: true } };
    const simulated = simulatedWith(0.92, 700);
    const given: Result = {
      ...simulated,
      ...(simulated.simulation && { simulation: { ...simulated.simulation, calibrationFrom: 'given' } }),
    };
    const titles = validationNotices(validate(quick, given)).map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['A quick look', 'The calibration was given']));
  });

  it('is a document that is JSON, whatever is missing', () => {
    const document = validationDocument(unlike);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document).toMatchObject({ format: 'gatebench-validation', scenario: 'quickstart' });
  });
});

describe('the page of a validation', () => {
  it.each(['hitRatio', 'requestsPerSecond', 'p50'] as const)(
    'lays the simulated %s over the measured one',
    async (metric) => {
      const { question, draw } = deviationChart(metric);
      const drawing = drawnOf({ draw }, unlike);
      expectWords(question, drawing);
      await expectDrawnOrSaid(drawing);
      expect(drawing.table.rows.map(({ header }) => header.text)).toContain('memory');
    },
  );

  it('has nothing to draw of what was not both measured and simulated', () => {
    expect(deviationChart('staleReads').draw(alike)).toMatchObject({ state: 'empty' });
  });

  it('answers first, and names the run and the simulation', async () => {
    const page = await renderValidationPage(unlike, 'gatebench validate quickstart', {
      source: '',
      sha256: '',
    });
    expect(page).toContain('How near does the simulation of this scenario come to its measurement?');
    expect(page).toContain('The simulation misses');
    expect(page).toContain(unlike.measured.runId);
    expect(page).toContain(unlike.simulated.runId);
  });
});
