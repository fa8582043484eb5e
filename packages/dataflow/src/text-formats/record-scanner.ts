/** A row of delimited text: where each field begins and ends in the bytes. */
export interface RowFields<Bytes extends Uint8Array = Uint8Array> {
  readonly bytes: Bytes
  readonly count: number
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** 0 as it stands there, 1 quoted, 2 quoted with quotes inside, which are written twice. */
  readonly quoting: Uint8Array
  readonly line: number
  readonly rowStart: number
  readonly rowEnd: number
}

/** A row that cannot be split into fields. */
export interface BrokenRow<Bytes extends Uint8Array = Uint8Array> {
  readonly line: number
  readonly reason: string
  readonly bytes: Bytes
}

export interface RecordScanner<Bytes extends Uint8Array = Uint8Array> {
  /** Takes the next piece of the text, which is not needed any more then; rows come as soon as they are complete. */
  feed(piece: Bytes): void
  /** There is no more. */
  end(): void
}

export interface RecordHandler<Bytes extends Uint8Array = Uint8Array> {
  /** One object for all rows: it is read before the next comes. */
  onRow(fields: RowFields<Bytes>): void
  onBroken(row: BrokenRow<Bytes>): void
}

export interface RecordFormat {
  /** Code of a character of ASCII; -1 for none. */
  readonly delimiter: number
  readonly quote: number
  /** Line on which the text begins; default 1. */
  readonly firstLine?: number
}

/** A quoted field that goes on for longer than this from the start of its row has a quote that is nowhere closed. */
export const longestRowBytes = 16_777_216

const lineFeed = 10
const carriageReturn = 13

/**
 * Splits delimited text into rows and fields (RFC 4180): a field that begins with the quote goes on to the next single
 * quote, line ends included. Lines end with LF, CR LF or CR; an empty line is a row of one empty field.
 * @param allocate makes room for the row that is not complete, and the next piece behind it
 */
export function createRecordScanner<Bytes extends Uint8Array>(
  format: RecordFormat,
  allocate: (length: number) => Bytes,
  handler: RecordHandler<Bytes>,
): RecordScanner<Bytes> {
  let held = allocate(0)
  let heldLength = 0
  const scan = createScan(format, held, handler)
  return {
    feed(piece) {
      const length = heldLength + piece.length
      if (length > held.length) {
        const larger = allocate(length * 2)
        larger.set(held.subarray(0, heldLength))
        held = larger
      }
      held.set(piece, heldLength)
      const rest = scan(held.subarray(0, length) as Bytes, false)
      held.copyWithin(0, rest, length)
      heldLength = length - rest
    },
    end() {
      if (heldLength > 0) scan(held.subarray(0, heldLength) as Bytes, true)
      heldLength = 0
    },
  }
}

/** The rows of a whole text, read where it stands. */
export function scanRecords<Bytes extends Uint8Array>(
  text: Bytes,
  format: RecordFormat,
  handler: RecordHandler<Bytes>,
): void {
  createScan(format, text, handler)(text, true)
}

function createScan<Bytes extends Uint8Array>(
  { delimiter, quote, firstLine = 1 }: RecordFormat,
  anyBytes: Bytes,
  handler: RecordHandler<Bytes>,
): (bytes: Bytes, isLast: boolean) => number {
  let line = firstLine
  let starts = new Int32Array(64)
  let ends = new Int32Array(64)
  let quoting = new Uint8Array(64)
  const topOfPlain = Math.max(delimiter, carriageReturn)
  const topOfQuoted = Math.max(quote, carriageReturn)
  const isEnd = (byte: number) => byte === delimiter || byte === lineFeed || byte === carriageReturn
  /** Of every row: whoever takes one reads it before the next comes. */
  const fields = { bytes: anyBytes, count: 0, starts, ends, quoting, line, rowStart: 0, rowEnd: 0 }

  const grow = () => {
    const size = starts.length * 2
    const enlarge = <Numbers extends Int32Array | Uint8Array>(numbers: Numbers, larger: Numbers): Numbers => {
      larger.set(numbers)
      return larger
    }
    starts = enlarge(starts, new Int32Array(size))
    ends = enlarge(ends, new Int32Array(size))
    quoting = enlarge(quoting, new Uint8Array(size))
    Object.assign(fields, { starts, ends, quoting })
  }

  /** Rows of the bytes from `start`. @returns where the first begins that is not complete */
  const scan = (bytes: Bytes, isLast: boolean): number => {
    const { length } = bytes
    let at = 0
    while (at < length) {
      const rowStart = at
      const rowLine = line
      let count = 0
      let fault: string | undefined
      for (;;) {
        if (count === starts.length) grow()
        if (bytes[at] === quote) {
          let end = at + 1
          let kind = 1
          let lineEnds = 0
          // One loop for both: most fields are too short for a search of the whole to pay.
          for (; end < length; end += 1) {
            const byte = bytes[end] as number
            if (byte > topOfQuoted) continue
            if (byte === quote) {
              if (bytes[end + 1] !== quote) break
              kind = 2
              end += 1
            } else if (byte === lineFeed || (byte === carriageReturn && bytes[end + 1] !== lineFeed)) lineEnds += 1
          }
          if (end >= length) end = -1
          // Whether a row is too long must not depend on where the pieces of the text end.
          const isTooLong = (end < 0 ? length : end) - rowStart >= longestRowBytes
          if (!isTooLong && !isLast && (end < 0 || end + 1 === length)) {
            line = rowLine
            return rowStart
          }
          if (isTooLong || end < 0) {
            at = unclosed(bytes, rowStart, rowLine, at)
            count = -1
            break
          }
          starts[count] = at + 1
          ends[count] = end
          quoting[count] = kind
          line += lineEnds
          at = end + 1
          if (at < length && !isEnd(bytes[at] as number)) {
            fault ??= 'there is text after the closing quote of a field; a quote inside of a field is written twice'
            while (at < length && !isEnd(bytes[at] as number)) at += 1
          }
        } else {
          starts[count] = at
          let byte = bytes[at] as number
          // Digits and letters are above all that ends a field, but for some delimiters.
          while (at < length && (byte > topOfPlain || !isEnd(byte))) {
            at += 1
            byte = bytes[at] as number
          }
          ends[count] = at
          quoting[count] = 0
        }
        count += 1
        if (bytes[at] !== delimiter) break
        at += 1
      }
      if (count < 0) continue
      if (at >= length - 1 && !isLast) {
        // The row may go on in the next piece, or its CR be followed by an LF there.
        if (at >= length || bytes[at] === carriageReturn) {
          line = rowLine
          return rowStart
        }
      }
      const rowEnd = at
      if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at += 1
      at += 1
      line += 1
      if (fault === undefined) {
        fields.bytes = bytes
        fields.count = count
        fields.line = rowLine
        fields.rowStart = rowStart
        fields.rowEnd = rowEnd
        handler.onRow(fields)
      } else handler.onBroken({ line: rowLine, reason: fault, bytes: bytes.subarray(rowStart, rowEnd) as Bytes })
    }
    return length
  }

  /** Gives up the line on which the row begins, and goes on behind it. @returns where that is */
  const unclosed = (bytes: Bytes, rowStart: number, rowLine: number, quoteAt: number): number => {
    const quoteLine = rowLine + lineEndsBetween(bytes, rowStart, quoteAt)
    let end = rowStart
    while (end < bytes.length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end += 1
    handler.onBroken({
      line: rowLine,
      reason: `the quote that opens in line ${quoteLine} is not closed`,
      bytes: bytes.subarray(rowStart, end) as Bytes,
    })
    if (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed) end += 1
    line = rowLine + 1
    return end + 1
  }

  return scan
}

function lineEndsBetween(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) count += 1
  }
  return count
}
