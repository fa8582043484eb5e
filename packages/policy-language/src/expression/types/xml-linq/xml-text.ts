import { argumentException, formatException } from '../../net/failures.ts'
import { formatDateTime, formatDateTimeOffset } from '../../net/format/date-format.ts'
import { NetDateTime } from '../../net/time/date-time.ts'
import { NetDateTimeOffset } from '../../net/time/date-time-offset.ts'
import { NetTimeSpan, TICKS_PER_SECOND, timeSpanParts } from '../../net/time/time-span.ts'
import { XObject } from '../../net/xml-linq/xml-tree.ts'
import type { Run } from '../../run/run.ts'

/**
 * The text of a simple value by the rules of XML: `true`, ISO dates, `P1DT2H`.
 * @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xelement.setvalue
 */
export function xmlText(run: Run, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value instanceof NetDateTime) return formatDateTime(value, 'yyyy-MM-ddTHH:mm:ss.FFFFFFFK')
  if (value instanceof NetDateTimeOffset)
    return formatDateTimeOffset(value, 'yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz').replace(/\+00:00$/, 'Z')
  if (value instanceof NetTimeSpan) return duration(value)
  if (value instanceof XObject) throw argumentException('An XObject cannot be used as a value.')
  return run.objects.toText(value)
}

function duration(span: NetTimeSpan): string {
  const { days, hours, minutes, seconds, fraction } = timeSpanParts(span)
  const abs = Math.abs
  const point =
    fraction === 0
      ? ''
      : `.${abs(fraction)
          .toString()
          .padStart(TICKS_PER_SECOND.toString().length - 1, '0')
          .replace(/0+$/, '')}`
  const date = days === 0 ? '' : `${abs(days)}D`
  const clock = [
    hours === 0 ? '' : `${abs(hours)}H`,
    minutes === 0 ? '' : `${abs(minutes)}M`,
    seconds === 0 && point === '' ? '' : `${abs(seconds)}${point}S`,
  ].join('')
  const isNothing = date === '' && clock === ''
  return `${span.ticks < 0n ? '-' : ''}P${date}${isNothing ? 'T0S' : clock === '' ? '' : `T${clock}`}`
}

/** Text as an `XElement` is converted: white space around it does not count. @throws System.FormatException */
export function parseXmlBoolean(text: string): boolean {
  switch (text.trim()) {
    case 'true':
    case '1':
      return true
    case 'false':
    case '0':
      return false
    default:
      throw formatException(`The string '${text}' is not a valid Boolean value.`)
  }
}
