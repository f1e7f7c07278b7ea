/** The Gregorian calendar, reckoned in days so that neither time zones nor two-digit years interfere. */

export type Unit = "days" | "months" | "years";

export class Day {
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}

  /** Days since the year 0; as in Python, 1 January of the year 1 is day 1. */
  get ordinal(): number {
    return daysBefore(this.year, this.month) + this.day;
  }

  get text(): string {
    const pad = (number: number, width: number) => String(number).padStart(width, "0");
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }
}

const LAST_ORDINAL = 3_652_059;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysBefore(year: number, month: number): number {
  const past = year - 1;
  let days = past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  for (let each = 1; each < month; each += 1) days += daysIn(year, each);
  return days;
}

/** The day, or null if the calendar has none such. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return null;
  return day >= 1 && day <= daysIn(year, month) ? new Day(year, month, day) : null;
}

function dayAt(ordinal: number): Day | null {
  if (ordinal < 1 || ordinal > LAST_ORDINAL) return null;
  let year = Math.floor(ordinal / 365.2425) + 1;
  while (daysBefore(year, 1) >= ordinal) year -= 1;
  while (daysBefore(year + 1, 1) < ordinal) year += 1;
  let month = 12;
  while (daysBefore(year, month) >= ordinal) month -= 1;
  return dayOf(year, month, ordinal - daysBefore(year, month));
}

/** The whole units from start to end, negative if end is earlier; a month is whole when its day is reached. */
export function difference(start: Day, end: Day, unit: string): number | null {
  if (unit === "days") return end.ordinal - start.ordinal;
  if (end.ordinal < start.ordinal) {
    const backwards = difference(end, start, unit);
    return backwards === null ? null : 0 - backwards;
  }
  const months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day ? 1 : 0);
  if (unit === "months") return months;
  return unit === "years" ? Math.floor(months / 12) : null;
}

/** The date a number of units later; a day that the month lacks becomes its last one. */
export function moved(start: Day, count: number, unit: string): Day | null {
  if (unit === "days") return dayAt(start.ordinal + count);
  if (unit !== "months" && unit !== "years") return null;
  const total = start.year * 12 + start.month - 1 + (unit === "years" ? count * 12 : count);
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return year >= 1 ? dayOf(year, month, Math.min(start.day, daysIn(year, month))) : null;
}
