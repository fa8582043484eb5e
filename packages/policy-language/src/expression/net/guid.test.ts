import { expect, it } from 'vitest'
import {
  compareGuids,
  formatGuid,
  guidFromBytes,
  guidToBytes,
  NetGuid,
  parseGuid,
  parseGuidExact,
  tryParseGuid,
} from './guid.ts'

// @see https://learn.microsoft.com/dotnet/api/system.guid.tostring
it.each([
  ['N', '382c74c3721d4f3480e557657b6cbc27'],
  ['D', '382c74c3-721d-4f34-80e5-57657b6cbc27'],
  ['B', '{382c74c3-721d-4f34-80e5-57657b6cbc27}'],
  ['P', '(382c74c3-721d-4f34-80e5-57657b6cbc27)'],
  ['X', '{0x382c74c3,0x721d,0x4f34,{0x80,0xe5,0x57,0x65,0x7b,0x6c,0xbc,0x27}}'],
])('prints and reads the form %s', (format, text) => {
  const guid = new NetGuid('382c74c3721d4f3480e557657b6cbc27')
  expect(formatGuid(guid, format)).toBe(text)
  expect(parseGuid(` ${text.toUpperCase().replaceAll('0X', '0x')} `)).toEqual(guid)
  expect(parseGuidExact(text, format)).toEqual(guid)
})

it('refuses other texts and forms', () => {
  expect(() => parseGuid('382c74c3')).toThrow('Unrecognized Guid format.')
  expect(tryParseGuid('')).toBeUndefined()
  expect(() => parseGuidExact('382c74c3721d4f3480e557657b6cbc27', 'D')).toThrow(
    'Guid string should be in the requested format.',
  )
  expect(() => formatGuid(NetGuid.empty, 'Z')).toThrow('Format string can be only')
})

it('has its first groups little-endian in bytes', () => {
  const guid = new NetGuid('00112233445566778899aabbccddeeff')
  expect([...guidToBytes(guid)]).toEqual([51, 34, 17, 0, 85, 68, 119, 102, 136, 153, 170, 187, 204, 221, 238, 255])
  expect(guidFromBytes(guidToBytes(guid))).toEqual(guid)
  expect(compareGuids(guid, NetGuid.empty)).toBe(1)
})
