import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AcknowledgedWrite,
  type AnsweredRead,
  FreshnessLedger,
} from '../../../src/measure/freshness/freshness-ledger.ts';
import { LatencyHistogram } from '../../../src/measure/histogram.ts';

const a = '/products/a';

const never = () => undefined;

/** Changes at exactly these times. */
function changesAt(timesUs: readonly number[]) {
  return () => {
    let index = 0;
    return () => timesUs[index++] ?? Infinity;
  };
}

function aRead(differences: Partial<AnsweredRead<string>>): AnsweredRead<string> {
  const { sentAtUs = 0 } = differences;
  return {
    resource: a,
    writes: 0,
    changes: 0,
    user: 0,
    node: 0,
    sentAtUs,
    endedAtUs: sentAtUs + 1,
    ...differences,
  };
}

const aWrite = (writes: number, endedAtUs: number, user = 0): AcknowledgedWrite<string> => ({
  resource: a,
  writes,
  user,
  endedAtUs,
});

const ageOf = (ledger: FreshnessLedger<string>) => LatencyHistogram.decode(ledger.report().age);

describe('FreshnessLedger', () => {
  it('calls a read stale when a newer write was acknowledged before it was sent', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 1, changeTimesOf: never });
    ledger.wrote(aWrite(1, 100));
    ledger.wrote(aWrite(2, 250));
    ledger.read(aRead({ writes: 0, sentAtUs: 99, endedAtUs: 300 }));
    ledger.read(aRead({ writes: 1, sentAtUs: 249, endedAtUs: 300 }));
    ledger.read(aRead({ writes: 2, sentAtUs: 300 }));
    expect(ledger.report()).toMatchObject({ reads: 3, stale: 0 });
    ledger.read(aRead({ writes: 0, sentAtUs: 400 }));
    expect(ledger.report()).toMatchObject({ reads: 4, stale: 1 });
    // Since the first write that it did not see, not since the last.
    expect(ageOf(ledger).maxUs).toBe(300);
  });

  it('is not misled by acknowledgements that overtake each other', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 1, changeTimesOf: never });
    ledger.wrote(aWrite(2, 100));
    ledger.wrote(aWrite(1, 200));
    ledger.read(aRead({ writes: 1, sentAtUs: 150 }));
    expect(ageOf(ledger).maxUs).toBe(50);
    ledger.read(aRead({ writes: 2, sentAtUs: 300 }));
    expect(ledger.report()).toMatchObject({ reads: 2, stale: 1 });
  });

  it('calls a read stale that lacks a change due before it was sent, however fresh its writes are', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 1, changeTimesOf: changesAt([100, 200, 1000]) });
    ledger.wrote(aWrite(1, 150));
    ledger.read(aRead({ writes: 1, changes: 2, sentAtUs: 300 }));
    expect(ledger.report().stale).toBe(0);
    ledger.read(aRead({ writes: 1, changes: 0, sentAtUs: 300 }));
    expect(ageOf(ledger).maxUs).toBe(200);
    ledger.read(aRead({ writes: 0, changes: 2, sentAtUs: 300 }));
    expect(ageOf(ledger).minUs).toBe(150);
    expect(ledger.report()).toMatchObject({ reads: 3, stale: 2 });
  });

  it('judges a read by the changes due when it was sent, though later ones were looked at already', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 1, changeTimesOf: changesAt([100, 200]) });
    ledger.read(aRead({ changes: 2, sentAtUs: 500 }));
    ledger.read(aRead({ changes: 1, sentAtUs: 150 }));
    expect(ledger.report()).toMatchObject({ reads: 2, stale: 0 });
  });

  it('finds users who do not see their own writes', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 1, changeTimesOf: never });
    ledger.wrote(aWrite(1, 100, 7));
    ledger.wrote(aWrite(2, 200, 8));
    ledger.read(aRead({ user: 7, writes: 1, sentAtUs: 300 }));
    ledger.read(aRead({ user: 8, writes: 1, sentAtUs: 300 }));
    ledger.read(aRead({ user: 8, writes: 0, sentAtUs: 150, endedAtUs: 400 }));
    ledger.read(aRead({ user: 9, writes: 0, sentAtUs: 300 }));
    expect(ledger.report()).toMatchObject({ reads: 4, stale: 4, ownReads: 2, ownWritesUnseen: 1 });
  });

  it('finds nodes that disagree, also about what only the backend has changed', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 2, changeTimesOf: changesAt([1000]) });
    ledger.read(aRead({ node: 0, sentAtUs: 10, endedAtUs: 20 }));
    ledger.read(aRead({ node: 0, sentAtUs: 30, endedAtUs: 40 }));
    expect(ledger.report()).toMatchObject({ sharedReads: 0, disagreements: 0 });
    ledger.read(aRead({ node: 1, changes: 1, sentAtUs: 1001, endedAtUs: 1010 }));
    expect(ledger.report()).toMatchObject({ sharedReads: 1, disagreements: 0 });
    // Sent before the other node's answer had come.
    ledger.read(aRead({ node: 0, changes: 0, sentAtUs: 1005, endedAtUs: 1020 }));
    expect(ledger.report()).toMatchObject({ sharedReads: 1, disagreements: 0 });
    ledger.read(aRead({ node: 0, changes: 0, sentAtUs: 1030, endedAtUs: 1040 }));
    expect(ledger.report()).toMatchObject({ sharedReads: 2, disagreements: 1 });
  });

  it('keeps what it knows when it begins counting anew', () => {
    const ledger = new FreshnessLedger<string>({ nodes: 1, changeTimesOf: never });
    ledger.wrote(aWrite(1, 100));
    ledger.read(aRead({ writes: 0, sentAtUs: 200 }));
    ledger.reset();
    expect(ledger.report()).toMatchObject({ reads: 0, stale: 0, ownReads: 0, ownWritesUnseen: 0 });
    ledger.read(aRead({ writes: 0, sentAtUs: 300 }));
    expect(ledger.report()).toMatchObject({ reads: 1, stale: 1, ownReads: 1, ownWritesUnseen: 1 });
    expect(ageOf(ledger).count).toBe(1);
  });

  it('counts as a slow model does that looks at everything each time', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 3 }), ({ answers, changesUs }, nodes) => {
        const ledger = new FreshnessLedger<string>({
          nodes,
          changeTimesOf: (resource) => changesUs[resource] && changesAt(changesUs[resource])(),
        });
        for (const answer of answers) {
          if (answer.kind === 'write') ledger.wrote(answer);
          else ledger.read({ ...answer, node: answer.node % nodes });
        }
        const { age: _, ...counted } = ledger.report();
        const expected = slowModel(answers, changesUs, nodes);
        expect(counted).toEqual(expected.counts);
        const age = ageOf(ledger);
        expect(age.count).toBe(expected.agesUs.length);
        if (age.count > 0) expect(age.maxUs).toBe(Math.max(1, ...expected.agesUs));
      }),
      { numRuns: 2000 },
    );
  });
});

type Told = (AcknowledgedWrite<string> & { kind: 'write' }) | (AnsweredRead<string> & { kind: 'read' });

const small = fc.nat(6);
const resource = fc.constantFrom('/a', '/b');
/** Answers in the order in which they ended, on a clock of few ticks, so that much happens at once. */
const history = fc.record({
  answers: fc
    .array(
      fc.record({
        isWrite: fc.boolean(),
        resource,
        writes: small,
        changes: small,
        user: fc.nat(2),
        node: fc.nat(2),
        sentAtUs: fc.nat(100),
        tookUs: fc.nat(30),
      }),
      { maxLength: 40 },
    )
    .map((drawn) =>
      drawn
        .map(({ isWrite, tookUs, ...answer }): Told => {
          const endedAtUs = answer.sentAtUs + tookUs;
          return { kind: isWrite ? 'write' : 'read', ...answer, endedAtUs };
        })
        .sort((one, other) => one.endedAtUs - other.endedAtUs),
    ),
  changesUs: fc.dictionary(
    resource,
    fc.array(fc.nat(100), { maxLength: 6 }).map((times) => times.sort((one, other) => one - other)),
  ),
});

/** Follows the words of the report to the letter. */
function slowModel(
  answers: readonly Told[],
  changesUs: Readonly<Record<string, readonly number[]>>,
  nodes: number,
) {
  const counts = { reads: 0, stale: 0, ownReads: 0, ownWritesUnseen: 0, sharedReads: 0, disagreements: 0 };
  const agesUs: number[] = [];
  for (const [index, read] of answers.entries()) {
    if (read.kind !== 'read') continue;
    counts.reads += 1;
    const told = answers
      .slice(0, index)
      .filter((each) => each.resource === read.resource && each.endedAtUs <= read.sentAtUs);
    const writes = told.filter((each) => each.kind === 'write');
    const newerUs = [
      ...writes.filter((each) => each.writes > read.writes).map((each) => each.endedAtUs),
      ...(changesUs[read.resource] ?? []).slice(read.changes).filter((atUs) => atUs <= read.sentAtUs),
    ];
    if (newerUs.length > 0) {
      counts.stale += 1;
      agesUs.push(read.sentAtUs - Math.min(...newerUs));
    }
    const own = writes.filter((each) => each.user === read.user);
    if (own.length > 0) counts.ownReads += 1;
    if (own.some((each) => each.writes > read.writes)) counts.ownWritesUnseen += 1;
    const others = told.filter(
      (each) => each.kind === 'read' && each.node % nodes !== read.node % nodes,
    ) as AnsweredRead<string>[];
    if (others.length > 0) counts.sharedReads += 1;
    if (others.some((each) => each.writes + each.changes > read.writes + read.changes)) {
      counts.disagreements += 1;
    }
  }
  return { counts, agesUs };
}
