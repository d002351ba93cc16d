const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * RFC 9110 §5.6.7: the form that is sent today, and the two obsolete ones that must still be understood. Case does not
 * count, although it should be right (RFC 9111 §4.2).
 */
const imfFixdate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([a-z]{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/i;
const rfc850Date =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([a-z]{3})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/i;
const asctimeDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([a-z]{3}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/i;

const usPerSecond = 1e6;

/**
 * An HTTP-date (RFC 9110 §5.6.7) in µs since 1970, or undefined where the text is none. `nowUs` decides the century of
 * a two-digit year.
 */
export function parseHttpDate(text: string, nowUs: number): number | undefined {
  const [, day, month, year, time] = imfFixdate.exec(text) ?? [];
  if (time !== undefined) return toUs(Number(year), month, Number(day), time);

  const [, oldDay, oldMonth, shortYear, oldTime] = rfc850Date.exec(text) ?? [];
  if (oldTime !== undefined)
    return nearestCentury(Number(shortYear), nowUs, (fullYear) =>
      toUs(fullYear, oldMonth, Number(oldDay), oldTime),
    );

  const [, cMonth, cDay, cTime, cYear] = asctimeDate.exec(text) ?? [];
  return cTime === undefined ? undefined : toUs(Number(cYear), cMonth, Number(cDay), cTime);
}

/** A two-digit year that seems to lie more than 50 years ahead means the most recent year that ends so. */
function nearestCentury(
  shortYear: number,
  nowUs: number,
  atYear: (year: number) => number | undefined,
): number | undefined {
  const currentYear = 1970 + Math.floor(nowUs / (365.2425 * 86_400 * usPerSecond));
  const year = Math.floor(currentYear / 100) * 100 + shortYear;
  return atYear(year > currentYear + 50 ? year - 100 : year);
}

function toUs(year: number, monthName: string | undefined, day: number, time: string): number | undefined {
  const month = months.indexOf(monthName?.toLowerCase() ?? '') + 1;
  const [hour, minute, second] = time.split(':').map(Number) as [number, number, number];
  // A leap second is written as 60.
  if (month === 0 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) {
    return undefined;
  }
  return (((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * usPerSecond;
}

function daysInMonth(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return daysSince1970(nextYear, nextMonth, 1) - daysSince1970(year, month, 1);
}

/** Days in the Gregorian calendar, counted in years that begin in March so that the leap day is the last one. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + (day - 1) - 719_468;
}
