import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Axis,
  aboutInWords,
  numberAt,
  positionOn,
  readAxes,
  scaleOfAxis,
} from '../../../src/report/sweep/axis.ts';

const axis = (path: string, values: (string | number | boolean)[]): Axis =>
  readAxes([{ path, values }])[0] as Axis;

describe('an axis of a sweep', () => {
  it.each([
    ['duration', ['10s', '500ms'], [500e3, 10e6]],
    ['size', ['64MiB', '1KiB'], [1024, 2 ** 26]],
    ['rate', ['500/s', '60/m'], [1, 500]],
    ['number', [4, 1.5, 0], [0, 1.5, 4]],
    ['nominal', ['lru', 'fifo'], [0, 1]],
    ['nominal', ['10s', 'never'], [0, 1]],
    ['nominal', ['10s', '10KiB'], [0, 1]],
    ['nominal', [true, false], [0, 1]],
    ['nominal', [1, '2s'], [0, 1]],
  ])('is a %s where its values are %j', (kind, values, numbers) => {
    const read = axis('gateway.cache.ttl', values);
    expect(read.kind).toBe(kind);
    expect(read.steps.map(({ number }) => number)).toEqual(numbers);
  });

  it('is logarithmic where it spans more than a decade, and keeps a place for 0', () => {
    expect(scaleOfAxis(axis('a', ['1s', '10s']))).toEqual({ type: 'linear' });
    expect(scaleOfAxis(axis('a', ['1s', '11s']))).toEqual({ type: 'log' });
    expect(scaleOfAxis(axis('a', ['0s', '1s', '11s']))).toEqual({ type: 'symlog', constant: 1e6 });
    expect(scaleOfAxis(axis('a', ['lru', 'fifo']))).toEqual({ type: 'linear' });
    expect(scaleOfAxis(axis('a', ['0s']))).toEqual({ type: 'linear' });
    expect(scaleOfAxis(axis('a', [-5, 0, 100]))).toEqual({ type: 'linear' });
  });

  it('finds the number again that stands at a place', () => {
    const scales = [{ type: 'linear' }, { type: 'log' }, { type: 'symlog', constant: 1e3 }] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...scales),
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        (scale, number) => {
          expect(numberAt(scale, positionOn(scale, number)) / number).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it.each([
    [['1s', '8s'], 4_243_000, '4.2 s'],
    [['0ms', '8ms'], 430, '430 µs'],
    [['1s', '1h'], 5_400_000_000, '1.5 h'],
    [['1KiB', '1MiB'], 150_000, '150 KiB'],
    [['1/s', '9000/s'], 1234, '1,200/s'],
    [[0, 1], 0.4567, '0.46'],
  ])('writes what was not measured in two digits: of %j', (values, number, words) => {
    expect(aboutInWords(axis('a', values), number)).toBe(words);
  });

  it('is called by the last part of its path, or by the whole where two end alike', () => {
    const names = (...paths: string[]) =>
      readAxes(paths.map((path) => ({ path, values: [1] }))).map(({ name }) => name);
    expect(names('gateway.cache.ttl', 'load.rate')).toEqual(['ttl', 'rate']);
    expect(names('a.ttl', 'b.ttl')).toEqual(['a.ttl', 'b.ttl']);
  });
});
