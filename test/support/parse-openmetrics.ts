interface ParsedFamily {
  readonly type: string;
  readonly unit: string | undefined;
  readonly help: string;
  readonly samples: { readonly labels: Record<string, string>; readonly value: number }[];
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const text = '(?:[^\\\\"\\n]|\\\\[\\\\"n])*';
const label = `[a-zA-Z_][a-zA-Z0-9_]*="${text}"`;
const number = '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?';
const description = new RegExp(`^# (TYPE|UNIT|HELP) (${name}) (${text})$`);
const sample = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)?\\})? (${number})$`);

/**
 * Reads gauges as OpenMetrics 1.0 text, as strictly as its ABNF and its rules are (sections 3.1, 4 and 5.1): each family in one
 * piece and described once, names that end with their units, no sample twice, an end and nothing after it. Throws at the rest.
 */
export function parseOpenMetrics(document: string): Map<string, ParsedFamily> {
  const families = new Map<string, ParsedFamily>();
  const lines = document.split('\n');
  if (lines.pop() !== '' || lines.pop() !== '# EOF') throw new Error('There is no end.');
  let current = '';
  let described: Record<string, string> = {};
  const seen = new Set<string>();
  for (const line of lines) {
    const [, keyword, of, value] = description.exec(line) ?? [];
    if (keyword !== undefined && of !== undefined && value !== undefined) {
      if (of !== current) {
        if (families.has(of)) throw new Error(`In two pieces: ${of}`);
        [current, described] = [of, {}];
      }
      if (keyword in described || families.has(of)) throw new Error(`Described twice or too late: ${line}`);
      described[keyword] = value;
      continue;
    }
    const [, family, labels = '', amount] = sample.exec(line) ?? [];
    if (family === undefined || family !== current) throw new Error(`Not a sample of ${current}: ${line}`);
    const known = families.get(family) ?? familyOf(family, described);
    families.set(family, known);
    const key = `${family}{${labels}}`;
    if (seen.has(key)) throw new Error(`Twice: ${key}`);
    seen.add(key);
    known.samples.push({ labels: parseLabels(labels), value: Number(amount) });
  }
  return families;
}

function familyOf(family: string, { TYPE, UNIT, HELP = '' }: Record<string, string>): ParsedFamily {
  if (TYPE !== 'gauge') throw new Error(`No gauge: ${family}`);
  if (UNIT !== undefined && !family.endsWith(`_${UNIT}`)) throw new Error(`Not in ${UNIT}: ${family}`);
  return { type: TYPE, unit: UNIT, help: HELP, samples: [] };
}

function parseLabels(labels: string): Record<string, string> {
  const parsed: Record<string, string> = {};
  for (const [, key = '', value = ''] of labels.matchAll(new RegExp(`([a-zA-Z0-9_]+)="(${text})"`, 'g'))) {
    if (key in parsed) throw new Error(`Label twice: ${key}`);
    parsed[key] = value.replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character));
  }
  return parsed;
}
