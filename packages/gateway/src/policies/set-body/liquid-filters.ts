import {
  dateTimeKind,
  formatDateTime,
  NetDateTime,
  tryParseDateTime,
  UNIX_EPOCH_TICKS,
} from '@sluice/policy-language/expression'
import { filters as builtIn, type Liquid } from 'liquidjs'
import { DateValue } from './bind-body.ts'

/** Filters under the names that the compatible service gives them, and under their own. */
const renamed: Readonly<Record<string, string>> = {
  Abs: 'abs',
  Append: 'append',
  AtLeast: 'at_least',
  AtMost: 'at_most',
  Compact: 'compact',
  Default: 'default',
  Downcase: 'downcase',
  Escape: 'escape',
  First: 'first',
  H: 'escape',
  Join: 'join',
  Last: 'last',
  Lstrip: 'lstrip',
  Map: 'map',
  Minus: 'minus',
  Modulo: 'modulo',
  NewlineToBr: 'newline_to_br',
  Plus: 'plus',
  Prepend: 'prepend',
  Remove: 'remove',
  RemoveFirst: 'remove_first',
  Replace: 'replace',
  ReplaceFirst: 'replace_first',
  Round: 'round',
  Rstrip: 'rstrip',
  Size: 'size',
  Slice: 'slice',
  Sort: 'sort',
  Split: 'split',
  Strip: 'strip',
  StripHtml: 'strip_html',
  StripNewlines: 'strip_newlines',
  Times: 'times',
  Truncate: 'truncate',
  TruncateWords: 'truncatewords',
  Uniq: 'uniq',
  Upcase: 'upcase',
  UrlDecode: 'url_decode',
  UrlEncode: 'url_encode',
}

export function registerFilters(engine: Liquid): void {
  const known: Readonly<Record<string, Parameters<Liquid['registerFilter']>[1]>> = builtIn
  for (const [name, own] of Object.entries(renamed)) {
    const filter = known[own]
    if (filter === undefined) throw new Error(`There is no filter '${own}'.`)
    engine.registerFilter(name, filter)
  }
  engine.registerFilter('Capitalize', capitalize)
  engine.registerFilter('Currency', currency)
  engine.registerFilter('DividedBy', dividedBy)
  engine.registerFilter('Date', formatDate)
}

/** The first letter of each word; the others stay as they are. */
const capitalize = (text: unknown): string =>
  String(text ?? '').replace(/\p{L}[\p{L}\p{N}'’]*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))

/** With the culture of the United States, whatever the machine's. */
function currency(value: unknown): string {
  const amount = Number(value)
  if (Number.isNaN(amount)) return String(value ?? '')
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(amount)
}

/** Whole numbers are divided as whole numbers, as in C#. @throws Error for a whole zero */
function dividedBy(value: unknown, by: unknown): number {
  const [dividend, divisor] = [Number(value), Number(by)]
  if (!Number.isInteger(dividend) || !Number.isInteger(divisor)) return dividend / divisor
  if (divisor === 0) throw new Error('Attempted to divide by zero.')
  return Math.trunc(dividend / divisor)
}

/**
 * By a standard or custom format of .NET, invariant culture; texts are read as `DateTime.Parse` does. What is no date
 * stays as it is, and so does a date without a format.
 * @throws NetException System.FormatException
 */
function formatDate(value: unknown, format: unknown): unknown {
  if (typeof format !== 'string' || format.trim() === '') return value
  const date = value instanceof DateValue ? value.date : readDate(value)
  return date === undefined ? value : formatDateTime(date, format)
}

const TICKS_PER_DAY = 864_000_000_000n

const now = (): bigint => UNIX_EPOCH_TICKS + BigInt(Date.now()) * 10_000n
const today = (): bigint => now() - (now() % TICKS_PER_DAY)

function readDate(value: unknown): NetDateTime | undefined {
  if (typeof value !== 'string') return undefined
  return value.toLowerCase() === 'now' ? new NetDateTime(now(), dateTimeKind.Local) : tryParseDateTime(value, today)
}
