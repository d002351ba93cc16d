const microsecondsPerUnit = { us: 1, µs: 1, ms: 1e3, s: 1e6, m: 60e6, h: 3600e6 } as const;
const bytesPerUnit = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
} as const;

const quantityShape = /^(\d+(?:\.\d+)?)([A-Za-zµ]+)$/;

/** `1.5ms` → 1500 µs, or undefined where the text is no duration. */
export function parseDuration(text: string): number | undefined {
  return parseQuantity(text, microsecondsPerUnit);
}

/** `64MiB` → 67108864 bytes, or undefined where the text is no size. */
export function parseSize(text: string): number | undefined {
  return parseQuantity(text, bytesPerUnit);
}

function parseQuantity(text: string, unitSizes: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit] = quantityShape.exec(text) ?? [];
  if (number === undefined || unit === undefined || !Object.hasOwn(unitSizes, unit)) return undefined;
  return Math.round(Number(number) * (unitSizes[unit] as number));
}

/** `500/s`, `30/m` → requests per second, or undefined where the text is no rate. */
export function parseRate(text: string): number | undefined {
  const [, number, unit] = new RegExp(ratePattern).exec(text) ?? [];
  if (number === undefined) return undefined;
  return Number(number) / (unit === 's' ? 1 : unit === 'm' ? 60 : 3600);
}

/** The longest time that anything here may be told to wait: a day, well within what timers can count. */
export const longestUs = 24 * 3600e6;

/** The longest time that anything may be told to take in virtual time: a leap year. */
export const longestVirtualUs = 366 * longestUs;

/** Regular expressions for editors (JSON Schema `pattern`), of the same language as the parsers. */
export const durationPattern = '^\\d+(\\.\\d+)?(us|µs|ms|s|m|h)$';
export const sizePattern = '^\\d+(\\.\\d+)?(B|KB|MB|GB|KiB|MiB|GiB)$';
export const ratePattern = '^(\\d+(?:\\.\\d+)?)/(s|m|h)$';

/** For people: three significant digits and the unit that fits, `842 µs`, `12.3 ms`, `1.50 s`, `4 min 10 s`. */
export function formatDuration(us: number): string {
  if (!Number.isFinite(us)) return '–';
  if (us < 999.5) return `${us < 10 && !Number.isInteger(us) ? us.toFixed(1) : Math.round(us)} µs`;
  if (us < 999_500) return `${significant(us / 1e3)} ms`;
  if (us < 59.95e6) return `${significant(us / 1e6)} s`;
  const seconds = Math.round(us / 1e6);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** For people: `512 B`, `2.40 KiB`, `64.0 MiB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  let value = bytes;
  let unit = 0;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : significant(value)} ${units[unit]}`;
}

/** A setting as people write it, exactly: `4 s`, `1.5 ms`. */
export function spellDuration(us: number): string {
  return spell(us, microsecondsPerUnit, ['h', 'm', 's', 'ms', 'us']);
}

/** A setting as people write it, exactly: `64 MiB`, `1.5 KiB`. */
export function spellSize(bytes: number): string {
  return spell(bytes, bytesPerUnit, ['GiB', 'MiB', 'KiB', 'B']);
}

/** In the largest unit that takes at most two decimals. */
function spell(
  amount: number,
  unitSizes: Readonly<Record<string, number>>,
  units: readonly string[],
): string {
  for (const unit of units) {
    const value = amount / (unitSizes[unit] as number);
    if (value >= 1 && Number.isInteger(Math.round(value * 1e6) / 1e4)) return `${value} ${unit}`;
  }
  return `${amount} ${units.at(-1)}`;
}

/** For people: `12,345`; below 100 with as many decimals as make three digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value) || Math.abs(value) >= 99.95) return Math.round(value).toLocaleString('en-GB');
  return significant(value);
}

/** For people: a ratio as `97.2 %`; one from 0 to 1 is never rounded up to 100 % or down to 0 %. */
export function formatShare(ratio: number): string {
  if (!Number.isFinite(ratio)) return '–';
  if (ratio === 0 || ratio === 1) return `${ratio * 100} %`;
  const percent = ratio * 100;
  if (ratio < 0 || ratio > 1) return `${formatNumber(percent)} %`;
  if (percent > 99.9) return `${Math.min(percent, 99.99).toFixed(2)} %`;
  if (percent < 0.01) return '< 0.01 %';
  return `${percent < 1 ? percent.toFixed(2) : percent.toFixed(1)} %`;
}

/** For people: how many times something else it is, `12.3`, `0.956`, `0.0452`. */
export function formatFactor(value: number): string {
  if (!Number.isFinite(value) || value === 0 || value >= 0.9995) return formatNumber(value);
  return value.toLocaleString('en-GB', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

/** For people: `1.23 USD`, `2.00 USD`, `0.0042 USD`, `12,346 USD`; three digits and more, two of very little. */
export function formatMoney(amount: number, currency: string): string {
  if (!Number.isFinite(amount)) return '–';
  return `${amount === 0 ? '0' : moneyDigits(amount)} ${currency}`.trimEnd();
}

function moneyDigits(amount: number): string {
  const magnitude = Math.abs(amount);
  if (magnitude < 0.995) return amount.toLocaleString('en-GB', { maximumSignificantDigits: 2 });
  return magnitude < 99.95 ? significant(amount) : formatNumber(amount);
}

function significant(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 99.95) return value.toFixed(0);
  if (magnitude >= 9.995) return value.toFixed(1);
  return value.toFixed(2);
}
