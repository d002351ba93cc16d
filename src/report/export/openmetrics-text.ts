/** Samples of one name, as OpenMetrics 1.0 has them; all of ours are gauges. */
export interface MetricFamily {
  /** Ends with its unit, where it has one. */
  readonly name: string;
  readonly unit?: 'seconds' | 'ratio' | 'bytes' | undefined;
  /** One sentence. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Families as OpenMetrics 1.0 text (its section 3): each described before its samples, and an end that tells a whole document
 * from one that was cut off. Families without a finite value are left out.
 */
export function openMetricsText(families: readonly MetricFamily[]): string {
  return `${families.map(familyText).join('')}# EOF\n`;
}

function familyText({ name, unit, help, samples }: MetricFamily): string {
  const finite = samples.filter(({ value }) => Number.isFinite(value));
  if (finite.length === 0) return '';
  return [
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...finite.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
    '',
  ].join('\n');
}

function labelsText(labels: Sample['labels']): string {
  return `{${Object.entries(labels)
    .map(([label, value]) => `${label}="${escaped(value)}"`)
    .join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
