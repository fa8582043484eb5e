import { argumentNullException } from '../net/failures.ts'
import { orUndefined } from '../net/format/parse-date.ts'
import {
  compareGuids,
  formatGuid,
  guidFromBytes,
  guidToBytes,
  NetGuid,
  parseGuid,
  parseGuidExact,
  tryParseGuid,
} from '../net/guid.ts'
import type { Run } from '../run/run.ts'
import { defineType, type OutCell, withRun } from './define-type.ts'

function put(result: OutCell<NetGuid>, guid: NetGuid | undefined): boolean {
  result.value = guid ?? NetGuid.empty
  return guid !== undefined
}

/** A random one of version 4. */
function newGuid(run: Run): NetGuid {
  const bytes = run.services.randomBytes(16)
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = (8 + (Number.parseInt(digits[16] ?? '0', 16) & 3)).toString(16)
  return new NetGuid(`${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`)
}

/** @see https://learn.microsoft.com/dotnet/api/system.guid */
export const guid = defineType({
  name: 'System.Guid',
  kind: 'struct',
  represents: NetGuid,
  implements: ['IComparable'],
  members: {
    'Guid()': () => NetGuid.empty,
    'Guid(string g)': parseGuid,
    'Guid(byte[] b)': (bytes: Uint8Array | null) => {
      if (bytes === null) throw argumentNullException('b')
      return guidFromBytes(bytes)
    },
    'static Guid Empty { get; }': () => NetGuid.empty,
    'static Guid NewGuid()': withRun(newGuid),
    'static Guid Parse(string input)': parseGuid,
    'static Guid ParseExact(string input, string format)': parseGuidExact,
    'static bool TryParse(string input, out Guid result)': (text: string | null, result: OutCell<NetGuid>) =>
      put(result, tryParseGuid(text)),
    'static bool TryParseExact(string input, string format, out Guid result)': (
      text: string | null,
      format: string,
      result: OutCell<NetGuid>,
    ) =>
      put(
        result,
        orUndefined(() => parseGuidExact(text, format)),
      ),
    'byte[] ToByteArray()': guidToBytes,
    'string ToString(string format)': formatGuid,
    'string ToString(string format, IFormatProvider provider)': (value: NetGuid, format: string | null) =>
      formatGuid(value, format),
    'static bool operator ==(Guid a, Guid b)': (a: NetGuid, b: NetGuid) => a.digits === b.digits,
    'static bool operator !=(Guid a, Guid b)': (a: NetGuid, b: NetGuid) => a.digits !== b.digits,
  },
  operations: { toText: formatGuid, keyOf: (value: NetGuid) => value.digits, compare: compareGuids },
})
