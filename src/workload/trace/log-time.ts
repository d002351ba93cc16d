const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const timeShape = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/;

/** `10/Oct/2000:13:55:36 -0700` → µs since 1970 in UTC, or undefined where the text is no such time. */
export function parseLogTime(text: string): number | undefined {
  const [, day, monthName, year, hour, minute, second, sign, zoneHours, zoneMinutes] =
    timeShape.exec(text) ?? [];
  const month = months.indexOf(monthName ?? '');
  if (month === -1) return undefined;
  const days = daysSince1970(Number(year), month, Number(day));
  const minutes = Number(hour) * 60 + Number(minute);
  // 60 is a leap second (POSIX).
  if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  return ((days * 1440 + minutes - zone) * 60 + Number(second)) * 1e6;
}

/**
 * Days from 1970-01-01 in the Gregorian calendar; `month` counts from 0. Undefined where there is no such day.
 */
function daysSince1970(year: number, month: number, day: number): number | undefined {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day < 1 || day > (lengths[month] as number)) return undefined;
  const before = year - 1;
  const daysBeforeYear =
    before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const daysBeforeMonth = lengths.slice(0, month).reduce((sum, length) => sum + length, 0);
  // 719,162 days lie before 1970-01-01.
  return daysBeforeYear - 719_162 + daysBeforeMonth + day - 1;
}
