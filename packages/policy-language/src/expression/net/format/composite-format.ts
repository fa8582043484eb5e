import { formatException } from '../failures.ts'

const MAX_WIDTH = 1_000_000

/**
 * `string.Format`: `{index[,alignment][:format]}` with `{{` and `}}` for braces. `formatArgument` prints an argument
 * (null as nothing) with its format, undefined without one.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/composite-formatting
 * @throws System.FormatException
 */
export function formatComposite<A>(
  format: string,
  args: readonly A[],
  formatArgument: (argument: A, format: string | undefined) => string,
): string {
  let text = ''
  let at = 0
  while (at < format.length) {
    const character = format[at++] ?? ''
    if (character !== '{' && character !== '}') {
      text += character
      continue
    }
    if (format[at] === character) {
      text += character
      at++
      continue
    }
    if (character === '}') throw formatException()
    const item = readItem(format, at)
    if (item.index >= args.length)
      throw formatException(
        'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
      )
    text += align(formatArgument(args[item.index] as A, item.format), item.width)
    at = item.end
  }
  return text
}

/** Pads to `width` characters: on the left, or on the right when it is negative. */
export function align(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width)
}

function readItem(format: string, start: number): { index: number; width: number; format?: string; end: number } {
  const head = /(\d+) *(?:, *(-?)(\d+) *)?([:}])/y
  head.lastIndex = start
  const match = head.exec(format)
  if (match === null) throw formatException()
  const [whole, index, sign, digits, closing] = match
  const width = digits === undefined ? 0 : Number(digits)
  if (Number(index) >= MAX_WIDTH || width >= MAX_WIDTH) throw formatException()
  const item = { index: Number(index), width: sign === '-' ? -width : width }
  const end = start + whole.length
  if (closing === '}') return { ...item, end }
  // A format's own braces are not escaped: it ends at the first one.
  const close = format.indexOf('}', end)
  const inner = close === -1 ? '' : format.slice(end, close)
  if (close === -1 || inner.includes('{')) throw formatException()
  return { ...item, format: inner, end: close + 1 }
}
