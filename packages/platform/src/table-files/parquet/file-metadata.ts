import {
  type Position,
  readThrift,
  type ThriftField,
  type ThriftStruct,
  type ThriftValue,
  writeThrift,
} from './thrift.ts'

/** The physical types of Parquet that are used here, with their codes. */
export const physicalTypes = { BOOLEAN: 0, INT32: 1, INT64: 2, FLOAT: 4, DOUBLE: 5, BYTE_ARRAY: 6 } as const
export type PhysicalType = keyof typeof physicalTypes

/** What a physical type stands for, where it is not for itself, with its code (ConvertedType). */
const convertedTypes = { UTF8: 0, UINT_8: 11, INT_16: 16 } as const
export type ConvertedType = keyof typeof convertedTypes

export const encodings = { PLAIN: 0, PLAIN_DICTIONARY: 2, RLE: 3, RLE_DICTIONARY: 8 } as const
export const codecs = { UNCOMPRESSED: 0, ZSTD: 6 } as const
export const pageTypes = { data: 0, dictionary: 2 } as const
const repetitionTypes = { REQUIRED: 0, OPTIONAL: 1 } as const

/** A column of a file without nesting. */
export interface ParquetColumn {
  readonly name: string
  readonly type: PhysicalType
  readonly convertedType?: ConvertedType
  readonly isOptional: boolean
}

/** The values of one column in one row group. */
export interface ColumnChunk {
  /** Code of the compression. */
  readonly codec: number
  readonly valueCount: number
  /** Where its first page begins, the dictionary's where it has one. */
  readonly offset: number
  readonly byteCount: number
  readonly uncompressedByteCount: number
  readonly hasDictionary: boolean
}

export interface RowGroup {
  readonly rowCount: number
  /** In the order of the columns. */
  readonly chunks: readonly ColumnChunk[]
}

/** What stands at the end of a file. */
export interface FileMetadata {
  readonly columns: readonly ParquetColumn[]
  readonly rowCount: number
  readonly rowGroups: readonly RowGroup[]
  readonly keyValues: ReadonlyMap<string, string>
}

export function writeFileMetadata({ columns, rowCount, rowGroups, keyValues }: FileMetadata): Buffer {
  return writeThrift([
    [1, 'i32', 1],
    [
      2,
      'structs',
      [
        [
          [4, 'string', 'table'],
          [5, 'i32', columns.length],
        ],
        ...columns.map(toSchemaElement),
      ],
    ],
    [3, 'i64', rowCount],
    [4, 'structs', rowGroups.map((group) => toRowGroupFields(group, columns))],
    [
      5,
      'structs',
      [...keyValues].map(
        ([key, value]) =>
          [
            [1, 'string', key],
            [2, 'string', value],
          ] as const,
      ),
    ],
    [6, 'string', 'sluice'],
  ])
}

const toSchemaElement = ({ name, type, convertedType, isOptional }: ParquetColumn): ThriftField[] => [
  [1, 'i32', physicalTypes[type]],
  [3, 'i32', isOptional ? repetitionTypes.OPTIONAL : repetitionTypes.REQUIRED],
  [4, 'string', name],
  ...(convertedType === undefined ? [] : [[6, 'i32', convertedTypes[convertedType]] as const]),
]

const toRowGroupFields = ({ rowCount, chunks }: RowGroup, columns: readonly ParquetColumn[]): ThriftField[] => [
  [1, 'structs', chunks.map((chunk, index) => toChunkFields(chunk, columns[index] as ParquetColumn))],
  [2, 'i64', chunks.reduce((sum, { uncompressedByteCount }) => sum + uncompressedByteCount, 0)],
  [3, 'i64', rowCount],
]

function toChunkFields(chunk: ColumnChunk, { name, type }: ParquetColumn): ThriftField[] {
  const used = chunk.hasDictionary
    ? [encodings.PLAIN, encodings.RLE, encodings.RLE_DICTIONARY]
    : [encodings.PLAIN, encodings.RLE]
  return [
    [2, 'i64', chunk.offset],
    [
      3,
      'struct',
      [
        [1, 'i32', physicalTypes[type]],
        [2, 'i32s', used],
        [3, 'strings', [name]],
        [4, 'i32', chunk.codec],
        [5, 'i64', chunk.valueCount],
        [6, 'i64', chunk.uncompressedByteCount],
        [7, 'i64', chunk.byteCount],
        // Readers begin at the dictionary, where there is one, and find the data behind it.
        [9, 'i64', chunk.offset],
        ...(chunk.hasDictionary ? [[11, 'i64', chunk.offset] as const] : []),
      ],
    ],
  ]
}

/** @throws RangeError when this is no metadata, or such as none of our files has */
export function readFileMetadata(bytes: Uint8Array): FileMetadata {
  const root = readThrift(bytes)
  const [, ...elements] = structs(root, 2)
  const columns = elements.map(toColumn)
  const rowGroups = structs(root, 4).map((group) => toRowGroup(group, columns.length))
  const rowCount = number(root, 3)
  if (rowGroups.reduce((sum, group) => sum + group.rowCount, 0) !== rowCount) {
    throw new RangeError('The row groups have not as many rows as the file.')
  }
  const pairs = root.has(5) ? structs(root, 5) : []
  return { columns, rowCount, rowGroups, keyValues: new Map(pairs.map((pair) => [text(pair, 1), text(pair, 2)])) }
}

function toColumn(element: ThriftStruct): ParquetColumn {
  const type = nameOf(physicalTypes, element.get(1))
  if (type === undefined || element.has(5)) throw new RangeError(`The column ${text(element, 4)} is nested or odd.`)
  const convertedType = nameOf(convertedTypes, element.get(6))
  return {
    name: text(element, 4),
    type,
    ...(convertedType === undefined ? {} : { convertedType }),
    isOptional: element.get(3) === repetitionTypes.OPTIONAL,
  }
}

const nameOf = <Names extends Record<string, number>>(names: Names, code: ThriftValue | undefined) =>
  Object.keys(names).find((name) => names[name] === code) as keyof Names | undefined

function toRowGroup(group: ThriftStruct, columnCount: number): RowGroup {
  const chunks = structs(group, 1).map((chunk) => {
    const metadata = struct(chunk, 3)
    const dictionaryOffset = metadata.has(11) ? number(metadata, 11) : 0
    const dataOffset = number(metadata, 9)
    // Some writers leave a 0 where there is no dictionary.
    const hasDictionary = dictionaryOffset > 0
    return {
      codec: number(metadata, 4),
      valueCount: number(metadata, 5),
      offset: hasDictionary ? Math.min(dictionaryOffset, dataOffset) : dataOffset,
      byteCount: number(metadata, 7),
      uncompressedByteCount: number(metadata, 6),
      hasDictionary,
    }
  })
  if (chunks.length !== columnCount) throw new RangeError('A row group has not as many columns as the file.')
  return { rowCount: number(group, 3), chunks }
}

export interface PageHeader {
  /** Code of the kind of page. */
  readonly type: number
  readonly byteCount: number
  readonly uncompressedByteCount: number
  /** Checksum of the page's bytes as they are in the file. */
  readonly crc: number | undefined
  readonly valueCount: number
  readonly encoding: number
}

export function writePageHeader(page: PageHeader): Buffer {
  return writeThrift([
    [1, 'i32', page.type],
    [2, 'i32', page.uncompressedByteCount],
    [3, 'i32', page.byteCount],
    ...(page.crc === undefined ? [] : [[4, 'i32', page.crc | 0] as const]),
    page.type === pageTypes.data
      ? [
          5,
          'struct',
          [
            [1, 'i32', page.valueCount],
            [2, 'i32', page.encoding],
            [3, 'i32', encodings.RLE],
            [4, 'i32', encodings.RLE],
          ],
        ]
      : [
          7,
          'struct',
          [
            [1, 'i32', page.valueCount],
            [2, 'i32', page.encoding],
          ],
        ],
  ])
}

/** @throws RangeError when there is no page header, or one of a kind that none of our files has */
export function readPageHeader(bytes: Uint8Array, position: Position): PageHeader {
  const header = readThrift(bytes, position)
  const type = number(header, 1)
  if (type !== pageTypes.data && type !== pageTypes.dictionary) throw new RangeError(`A page is of the kind ${type}.`)
  const own = struct(header, type === pageTypes.data ? 5 : 7)
  return {
    type,
    uncompressedByteCount: number(header, 2),
    byteCount: number(header, 3),
    crc: header.has(4) ? number(header, 4) : undefined,
    valueCount: number(own, 1),
    encoding: number(own, 2),
  }
}

function number(fields: ThriftStruct, id: number): number {
  const value = fields.get(id)
  if (typeof value !== 'number') throw new RangeError(`The metadata lack the number ${id}.`)
  return value
}

function text(fields: ThriftStruct, id: number): string {
  const value = fields.get(id)
  if (!(value instanceof Uint8Array)) throw new RangeError(`The metadata lack the text ${id}.`)
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()
}

function struct(fields: ThriftStruct, id: number): ThriftStruct {
  const value = fields.get(id)
  if (!(value instanceof Map)) throw new RangeError(`The metadata lack the structure ${id}.`)
  return value
}

function structs(fields: ThriftStruct, id: number): readonly ThriftStruct[] {
  const value = fields.get(id)
  if (!Array.isArray(value) || !value.every((entry) => entry instanceof Map)) {
    throw new RangeError(`The metadata lack the list ${id}.`)
  }
  return value
}
