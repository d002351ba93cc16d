import { describe, expect, it } from 'vitest';
import { seriesStyles } from '../../../src/report/model/series-style.ts';

describe('seriesStyles', () => {
  it('gives the first strategy of a mode the colour of the mode', () => {
    const styles = seriesStyles([{ mode: 'memory' }, { mode: 'redis' }, { mode: 'stateless' }]);
    expect(styles.map(({ colour }) => colour)).toEqual([
      'var(--series-blue)',
      'var(--series-vermilion)',
      'var(--series-grey)',
    ]);
  });

  it('gives further strategies of a mode colours that no other wears', () => {
    const styles = seriesStyles([
      { mode: 'memory' },
      { mode: 'memory' },
      { mode: 'redis' },
      { mode: 'tiered' },
    ]);
    expect(new Set(styles.map(({ colour }) => colour)).size).toBe(4);
  });

  it('tells 40 strategies apart by dash and shape alone', () => {
    const styles = seriesStyles(Array.from({ length: 40 }, () => ({ mode: 'memory' })));
    expect(new Set(styles.map(({ dash, shape }) => `${dash} ${shape}`)).size).toBe(40);
  });
});
