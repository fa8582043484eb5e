import type { ColumnType } from '@sluice/contracts'
import { type GuessedType, isDecimal, isShortWhole, readTruth, typeOfText } from '@sluice/dataflow'

/** Finds the type of a column from all of its cells, and can say why. The rules are those of `createTypeGuess`. */
export interface ColumnGuess {
  seeText(text: string, row: number): void
  /** Takes a field of bytes in ASCII or UTF-8. */
  seeBytes(bytes: Buffer, start: number, end: number, row: number): void
  /** A value that has a type already, as JSON's have. */
  seeTyped(type: GuessedType | undefined, text: string, row: number): void
  /** Rows before the column was known, which have nothing in it. */
  seeMissing(count: number): void
  readonly type: GuessedType
  readonly reason: string
}

interface Kind {
  count: number
  /** The first cell of this kind. */
  row: number
  text: string
}

const longestShown = 40

export function createColumnGuess(): ColumnGuess {
  const kinds = new Map<GuessedType, Kind>()
  let wholeCount = 0
  let missingCount = 0
  let isText = false

  const see = (type: GuessedType | undefined, row: number, text: () => string) => {
    if (type === undefined) {
      missingCount += 1
      return
    }
    const kind = kinds.get(type)
    if (kind !== undefined) kind.count += 1
    else {
      const shown = text()
      kinds.set(type, {
        count: 1,
        row,
        text: shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown,
      })
    }
    isText ||= type === 'String'
  }

  const counts = (type: GuessedType) => (kinds.get(type)?.count ?? 0) + (type === 'Int32' ? wholeCount : 0)
  const typeNow = (): GuessedType => {
    const numbers = counts('Int32') + counts('Int64') + counts('Double')
    if (counts('String') > 0 || (counts('Boolean') > 0 && numbers > 0)) return 'String'
    if (counts('Boolean') > 0) return 'Boolean'
    if (counts('Double') > 0) return 'Double'
    if (counts('Int64') > 0) return 'Int64'
    return numbers > 0 ? 'Int32' : 'String'
  }

  return {
    seeText(text, row) {
      if (!isText) see(typeOfText(text), row, () => text)
    },
    seeBytes(bytes, start, end, row) {
      if (isText) return
      if (isShortWhole(bytes, start, end)) {
        wholeCount += 1
        return
      }
      const text = () => bytes.toString('utf8', start, end)
      if (start === end) missingCount += 1
      else if (isDecimal(bytes, start, end)) see('Double', row, text)
      else see(readTruth(bytes, start, end) === undefined ? typeOfText(text()) : 'Boolean', row, text)
    },
    seeTyped(type, text, row) {
      if (!isText) see(type, row, () => text)
    },
    seeMissing(count) {
      missingCount += count
    },
    get type() {
      return typeNow()
    },
    get reason() {
      return toReason(typeNow(), counts, kinds, missingCount)
    },
  }
}

const group = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ' ')

function toReason(
  type: ColumnType,
  counts: (type: GuessedType) => number,
  kinds: ReadonlyMap<GuessedType, Kind>,
  missingCount: number,
): string {
  const whole = counts('Int32') + counts('Int64')
  const numbers = whole + counts('Double')
  const values = numbers + counts('Boolean') + counts('String')
  const missing = missingCount === 0 ? '' : `, ${group(missingCount)} missing`
  const example = (kind: GuessedType) => {
    const found = kinds.get(kind)
    return found === undefined ? '' : `row ${group(found.row)} has '${found.text}'`
  }
  if (values === 0) return `String: no cell has a value${missing}`
  switch (type) {
    case 'Int32':
      return `Int32: all ${group(values)} cells are whole${missing}`
    case 'Int64':
      return `Int64: all ${group(values)} cells are whole, ${example('Int64')}, too large for Int32${missing}`
    case 'Double':
      return `Double: ${group(whole)} of ${group(values)} cells are whole, ${example('Double')}${missing}`
    case 'Boolean':
      return `Boolean: all ${group(values)} cells are true or false${missing}`
    default:
      if (counts('String') > 0) return `String: ${example('String')}`
      return `String: ${group(numbers)} cells are numbers, but ${example('Boolean')}${missing}`
  }
}
