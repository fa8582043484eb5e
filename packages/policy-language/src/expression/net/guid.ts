import { argumentException, argumentNullException, formatException } from './failures.ts'

/** `System.Guid` by its 32 lower-case hexadecimal digits in the order in which they are written. */
export class NetGuid {
  readonly digits: string

  constructor(digits: string) {
    this.digits = digits
  }

  static readonly empty = new NetGuid('0'.repeat(32))
}

const shapes: Record<string, RegExp> = {
  N: /^([0-9a-f]{32})$/,
  D: /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/,
  B: /^\{([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}$/,
  P: /^\(([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\)$/,
  X: /^\{0x([0-9a-f]{1,8}),0x([0-9a-f]{1,4}),0x([0-9a-f]{1,4}),\{0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2})\}\}$/,
}

const widthsOfX = [8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2]

/** Any of the five forms; undefined when it is none. With `format`, only that one. */
export function tryParseGuid(text: string | null, format?: string): NetGuid | undefined {
  if (text === null) return undefined
  const trimmed = text.trim().toLowerCase()
  for (const [name, shape] of Object.entries(shapes)) {
    if (format !== undefined && name !== format) continue
    const match = shape.exec(name === 'X' ? trimmed.replace(/\s/g, '') : trimmed)
    if (match === null) continue
    const groups = match.slice(1)
    return new NetGuid(
      name === 'X' ? groups.map((g, i) => g.padStart(widthsOfX[i] ?? 0, '0')).join('') : groups.join(''),
    )
  }
  return undefined
}

/** @throws System.FormatException with the text for what has no form of a Guid */
export function parseGuid(text: string | null): NetGuid {
  if (text === null) throw argumentNullException('input')
  const guid = tryParseGuid(text)
  if (guid === undefined) throw formatException('Unrecognized Guid format.')
  return guid
}

/** @throws System.FormatException */
export function parseGuidExact(text: string | null, format: string): NetGuid {
  if (text === null) throw argumentNullException('input')
  const guid = tryParseGuid(text, formatLetter(format))
  if (guid === undefined) throw formatException('Guid string should be in the requested format.')
  return guid
}

/** `D` by default, `N`, `B`, `P` or `X`. @see https://learn.microsoft.com/dotnet/api/system.guid.tostring */
export function formatGuid({ digits }: NetGuid, format?: string | null): string {
  const dashed = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
  switch (formatLetter(format || 'D')) {
    case 'N':
      return digits
    case 'B':
      return `{${dashed}}`
    case 'P':
      return `(${dashed})`
    case 'X': {
      const bytes = digits.slice(16).match(/../g) ?? []
      const tail = bytes.map((byte) => `0x${byte}`).join(',')
      return `{0x${digits.slice(0, 8)},0x${digits.slice(8, 12)},0x${digits.slice(12, 16)},{${tail}}}`
    }
    default:
      return dashed
  }
}

function formatLetter(format: string): string {
  const letter = format.toUpperCase()
  if (!Object.hasOwn(shapes, letter))
    throw formatException('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".')
  return letter
}

/** The 16 bytes: the first three groups little-endian, as `ToByteArray` gives them. */
export function guidToBytes({ digits }: NetGuid): Uint8Array {
  return swapped(Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))
}

/** @throws System.ArgumentException unless there are 16 bytes */
export function guidFromBytes(bytes: Uint8Array): NetGuid {
  if (bytes.length !== 16) throw argumentException('Byte array for Guid must be exactly 16 bytes long.', 'b')
  return new NetGuid(Array.from(swapped(bytes), (byte) => byte.toString(16).padStart(2, '0')).join(''))
}

const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

function swapped(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(byteOrder, (index) => bytes[index] ?? 0)
}

/** Below, at or above 0: groups are compared as unsigned numbers, which is the order of the digits. */
export function compareGuids(a: NetGuid, b: NetGuid): number {
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0
}
