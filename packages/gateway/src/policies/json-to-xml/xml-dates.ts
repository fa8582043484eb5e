const isoDate = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?(Z|[+-]\d{2}:\d{2})?$/
const millisecondsDate = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/

/** A text that is a date in the form XML gives dates: in UTC, no zeros at the end of the fraction; others unchanged. */
export function normalizeDate(text: string): string {
  const milliseconds = millisecondsDate.exec(text)?.[1]
  if (milliseconds !== undefined) return toXmlDate(Number(milliseconds)) ?? text
  const found = isoDate.exec(text)
  if (found === null) return text
  const [, seconds = '', fraction = '', zone = ''] = found
  const shortened = fraction.replace(/0+$/, '')
  const end = shortened === '' ? '' : `.${shortened}`
  // What no calendar has is no date.
  const utc = toXmlDate(Date.parse(`${seconds}${zone === '' ? 'Z' : zone}`))
  if (utc === undefined) return text
  if (zone === '') return `${seconds}${end}`
  return `${utc.slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}${end}Z`
}

function toXmlDate(timeMs: number): string | undefined {
  const date = new Date(timeMs)
  if (Number.isNaN(date.getTime())) return undefined
  return date.toISOString().replace(/\.?0*Z$/, 'Z')
}
