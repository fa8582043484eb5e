import type { ColumnType } from '@sluice/contracts'
import type { Column, Table, Values } from '@sluice/dataflow'

const bytesPerCell: Readonly<Record<ColumnType, number>> = {
  // The reference alone; the texts come on top.
  String: 8,
  Double: 8,
  Single: 4,
  Int32: 4,
  Int64: 8,
  Int16: 2,
  Byte: 1,
  Boolean: 1,
  DateTime: 8,
  DateTimeOffset: 8,
  TimeSpan: 8,
}
/** What a text takes beside its characters. */
const bytesPerText = 24
const sampledTexts = 1_000

/** About how many bytes a table takes in memory. */
export function memoryBytesOf({ parts, rowCount }: Table): number {
  return parts.reduce((sum, part) => {
    if (part.kind === 'sparse') return sum + 4 * (rowCount + 2 * part.values.length)
    const texts = part.type === 'String' ? rowCount * meanTextBytes(part.values) : 0
    return sum + rowCount * bytesPerCell[part.type] + texts + missingBytes(part)
  }, 0)
}

const missingBytes = ({ missing }: Column): number => missing?.bits.length ?? 0

function meanTextBytes(texts: Values<string>): number {
  if (texts.length === 0) return 0
  const step = Math.max(1, Math.floor(texts.length / sampledTexts))
  let characters = 0
  let count = 0
  for (let row = 0; row < texts.length; row += step) {
    characters += texts[row]?.length ?? 0
    count += 1
  }
  return bytesPerText + characters / count
}
