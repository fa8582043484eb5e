import { argumentOutOfRangeException } from '../net/failures.ts'
import { constant, defineType, type Implementation } from './define-type.ts'

/** Little-endian, as on every processor that .NET's cloud runs on. */
function bytesOf(size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size)
  write(new DataView(bytes.buffer))
  return bytes
}

function viewOf(bytes: Uint8Array, start: number, size: number): DataView {
  if (start < 0 || start + size > bytes.length) {
    throw argumentOutOfRangeException(
      'startIndex',
      'Index was out of range. Must be non-negative and less than the size of the collection.',
    )
  }
  return new DataView(bytes.buffer, bytes.byteOffset + start, size)
}

const hex = (bytes: Uint8Array, start = 0, length = bytes.length - start): string =>
  Array.from(bytes.subarray(start, start + length), (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(
    '-',
  )

const kinds: readonly (readonly [
  keyword: string,
  method: string,
  size: number,
  write: (view: DataView, value: never) => void,
  read: (view: DataView) => unknown,
])[] = [
  ['short', 'ToInt16', 2, (view, value: number) => view.setInt16(0, value, true), (view) => view.getInt16(0, true)],
  ['ushort', 'ToUInt16', 2, (view, value: number) => view.setUint16(0, value, true), (view) => view.getUint16(0, true)],
  ['int', 'ToInt32', 4, (view, value: number) => view.setInt32(0, value, true), (view) => view.getInt32(0, true)],
  ['uint', 'ToUInt32', 4, (view, value: number) => view.setUint32(0, value, true), (view) => view.getUint32(0, true)],
  [
    'long',
    'ToInt64',
    8,
    (view, value: bigint) => view.setBigInt64(0, value, true),
    (view) => view.getBigInt64(0, true),
  ],
  [
    'ulong',
    'ToUInt64',
    8,
    (view, value: bigint) => view.setBigUint64(0, value, true),
    (view) => view.getBigUint64(0, true),
  ],
  [
    'float',
    'ToSingle',
    4,
    (view, value: number) => view.setFloat32(0, value, true),
    (view) => view.getFloat32(0, true),
  ],
  [
    'double',
    'ToDouble',
    8,
    (view, value: number) => view.setFloat64(0, value, true),
    (view) => view.getFloat64(0, true),
  ],
  ['char', 'ToChar', 2, (view, value: number) => view.setUint16(0, value, true), (view) => view.getUint16(0, true)],
]

export const bitConverterType = defineType({
  name: 'System.BitConverter',
  kind: 'static',
  members: {
    'const bool IsLittleEndian': constant(true),
    'static byte[] GetBytes(bool value)': (value: boolean) => Uint8Array.of(value ? 1 : 0),
    'static bool ToBoolean(byte[] value, int startIndex)': (bytes: Uint8Array, start: number) =>
      viewOf(bytes, start, 1).getUint8(0) !== 0,
    'static string ToString(byte[] value)': (bytes: Uint8Array) => hex(bytes),
    'static string ToString(byte[] value, int startIndex)': (bytes: Uint8Array, start: number) => hex(bytes, start),
    'static string ToString(byte[] value, int startIndex, int length)': hex,
    ...Object.fromEntries(
      kinds.flatMap(([keyword, method, size, write, read]): [string, Implementation][] => [
        [`static byte[] GetBytes(${keyword} value)`, (value: never) => bytesOf(size, (view) => write(view, value))],
        [
          `static ${keyword} ${method}(byte[] value, int startIndex)`,
          (bytes: Uint8Array, start: number) => read(viewOf(bytes, start, size)),
        ],
      ]),
    ),
  },
})
