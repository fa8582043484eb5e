/** The Gregorian calendar of .NET: years 1 to 9999, day 0 is January 1 of year 1. */

const DAYS_PER_400_YEARS = 146_097

const monthStarts = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return (monthStarts[month] ?? 0) - (monthStarts[month - 1] ?? 0)
}

export function isValidDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days since January 1 of year 1. */
export function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  return before * 365 + leapDays + dayOfYear(year, month, day) - 1
}

/** 1 to 366. */
export function dayOfYear(year: number, month: number, day: number): number {
  return (monthStarts[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0) + day
}

export function dateOfDayNumber(days: number): { year: number; month: number; day: number } {
  // The estimate is at most one year late, because a cycle of 400 years has 146 097 days.
  let year = Math.floor((days * 400) / DAYS_PER_400_YEARS) + 1
  while (dayNumber(year, 1, 1) > days) year--
  while (dayNumber(year + 1, 1, 1) <= days) year++
  const rest = days - dayNumber(year, 1, 1)
  let month = 1
  while (month < 12 && dayOfYear(year, month + 1, 1) - 1 <= rest) month++
  return { year, month, day: rest - dayOfYear(year, month, 1) + 2 }
}
