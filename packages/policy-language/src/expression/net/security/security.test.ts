import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../base64.ts'
import { formatDateTime } from '../format/date-format.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import { readBasicCredentials } from './basic-credentials.ts'
import { type CertificateData, distinguishedName, nameInfo, nameTypes, toHex } from './certificate.ts'
import type { CipherSettings, CryptographyServices } from './cryptography-services.ts'
import { computeHash, NetHmac, NetSha256 } from './hash-algorithm.ts'
import { readJwt } from './jwt.ts'
import {
  cipherMode,
  NetSymmetricAlgorithm,
  namedTransform,
  paddingMode,
  transformBytes,
  transformOf,
} from './symmetric-algorithm.ts'

const cipherName = ({ algorithm, key, mode }: CipherSettings) =>
  algorithm === 'AES' ? `aes-${key.length * 8}-${mode.toLowerCase()}` : `des-ede3-${mode.toLowerCase()}`

const services: Pick<CryptographyServices, 'hash' | 'hmac' | 'encrypt' | 'decrypt'> = {
  hash: (name, bytes) => createHash(name.toLowerCase()).update(bytes).digest(),
  hmac: (name, key, bytes) => createHmac(name.toLowerCase(), key).update(bytes).digest(),
  encrypt: (settings, bytes) => {
    const cipher = createCipheriv(cipherName(settings), settings.key, settings.mode === 'ECB' ? null : settings.iv)
    cipher.setAutoPadding(settings.padding === 'PKCS7')
    try {
      return Buffer.concat([cipher.update(bytes), cipher.final()])
    } catch {
      return undefined
    }
  },
  decrypt: (settings, bytes) => {
    const cipher = createDecipheriv(cipherName(settings), settings.key, settings.mode === 'ECB' ? null : settings.iv)
    cipher.setAutoPadding(settings.padding === 'PKCS7')
    try {
      return Buffer.concat([cipher.update(bytes), cipher.final()])
    } catch {
      return undefined
    }
  },
}
const all = services as CryptographyServices
const zeros = (count: number) => new Uint8Array(count)

describe('hashes', () => {
  it('gives those of the standard', () => {
    // FIPS 180-4, "abc"; RFC 4231, case 2
    expect(toHex(computeHash(all, new NetSha256('SHA256'), encodeUtf8('abc')))).toBe(
      'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD',
    )
    expect(
      toHex(computeHash(all, new NetHmac('SHA256', encodeUtf8('Jefe')), encodeUtf8('what do ya want for nothing?'))),
    ).toBe('5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843')
    expect(() => computeHash(all, new NetSha256('SHA256'), null)).toThrow("Value cannot be null. (Parameter 'buffer')")
  })
})

describe('symmetric algorithms', () => {
  const key = Uint8Array.from({ length: 16 }, (_, i) => i)
  const iv = zeros(16)
  it('encrypts and decrypts by name', () => {
    const encrypted = transformBytes(all, namedTransform('Aes', true, { key, iv }), encodeUtf8('secret'))
    expect(encrypted).toHaveLength(16)
    expect(decodeUtf8(transformBytes(all, namedTransform('AES', false, { key, iv }), encrypted))).toBe('secret')
  })
  it('follows mode and padding', () => {
    const algorithm = new NetSymmetricAlgorithm('AES', zeros)
    algorithm.key = key
    algorithm.mode = cipherMode.ECB
    for (const padding of [paddingMode.PKCS7, paddingMode.Zeros, paddingMode.ANSIX923]) {
      algorithm.padding = padding
      const encrypted = transformBytes(all, transformOf(algorithm, true), encodeUtf8('0123456789'))
      const decrypted = decodeUtf8(transformBytes(all, transformOf(algorithm, false), encrypted))
      expect(decrypted.replace(/\0+$/, '')).toBe('0123456789')
    }
    algorithm.padding = paddingMode.None
    expect(() => transformBytes(all, transformOf(algorithm, true), encodeUtf8('x'))).toThrow(
      'The input data is not a complete block.',
    )
  })
  it('refuses wrong sizes, wrong keys and unknown names', () => {
    const encrypted = transformBytes(all, namedTransform('AES', true, { key, iv }), encodeUtf8('secret'))
    expect(() => transformBytes(all, namedTransform('AES', false, { key: zeros(16), iv }), encrypted)).toThrow(
      'Padding is invalid and cannot be removed.',
    )
    expect(() => namedTransform('AES', true, { key: zeros(5), iv })).toThrow(
      'Specified key is not a valid size for this algorithm.',
    )
    expect(() => namedTransform('AES', true, { key, iv: zeros(8) })).toThrow(
      'Specified initialization vector (IV) does not match the block size for this algorithm.',
    )
    expect(() => namedTransform('ROT13', true, { key, iv })).toThrow("'ROT13' is not a known symmetric algorithm.")
  })
})

describe('tokens and credentials', () => {
  const part = (value: object) =>
    toBase64(encodeUtf8(JSON.stringify(value)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  const token = [
    part({ alg: 'RS256', typ: 'JWT' }),
    part({
      iss: 'me',
      sub: 'you',
      aud: ['a', 'b'],
      exp: 1_700_000_000,
      jti: '7',
      roles: ['x', 'y'],
      admin: true,
      o: { a: 1 },
    }),
    'c2ln',
  ].join('.')
  it.each([token, `Bearer ${token}`])('reads %s', (text) => {
    const jwt = readJwt(text)
    expect(jwt?.algorithm).toBe('RS256')
    expect(jwt?.type).toBe('JWT')
    expect(jwt?.issuer).toBe('me')
    expect(jwt?.subject).toBe('you')
    expect(jwt?.id).toBe('7')
    expect(jwt?.audiences).toEqual(['a', 'b'])
    expect(jwt?.expirationTime && formatDateTime(jwt.expirationTime, 'o')).toBe('2023-11-14T22:13:20.0000000Z')
    expect(jwt?.notBefore).toBeNull()
    expect(jwt?.claims.get('roles')).toEqual(['x', 'y'])
    expect(jwt?.claims.get('admin')).toEqual(['true'])
    expect(jwt?.claims.get('o')).toEqual(['{"a":1}'])
  })
  it.each([null, '', 'a.b', 'a.b.c', `${part([])}.${part({})}.x`])('finds no token in %s', (text) => {
    expect(readJwt(text)).toBeUndefined()
  })
  it('reads credentials of Basic only', () => {
    const credentials = readBasicCredentials(`Basic ${toBase64(encodeUtf8('Aladdin:open:sesame'))}`)
    expect([credentials?.userId, credentials?.password]).toEqual(['Aladdin', 'open:sesame'])
    expect(readBasicCredentials('Bearer x')).toBeUndefined()
    expect(readBasicCredentials('Basic ???')).toBeUndefined()
    expect(readBasicCredentials(null)).toBeUndefined()
  })
})

describe('certificates', () => {
  it('names the most specific part first', () => {
    const subject = [
      ['C', 'DE'],
      ['O', 'Acme, Inc.'],
      ['CN', 'x'],
    ] as const
    expect(distinguishedName(subject)).toBe('CN=x, O="Acme, Inc.", C=DE')
    const data = { subject, issuer: subject, dnsNames: ['a.test'], emails: [] } as unknown as CertificateData
    expect(nameInfo(data, nameTypes.SimpleName, false)).toBe('x')
    expect(nameInfo(data, nameTypes.DnsName, false)).toBe('a.test')
    expect(nameInfo(data, nameTypes.DnsName, true)).toBe('x')
  })
})

describe('encodings', () => {
  it('encodes and decodes UTF-8 with replacement', () => {
    expect([...encodeUtf8('aé€😀\ud800')]).toEqual([97, 195, 169, 226, 130, 172, 240, 159, 152, 128, 239, 191, 189])
    expect(decodeUtf8(encodeUtf8('aé€😀'))).toBe('aé€😀')
    for (const bytes of [
      [0xc0, 0x80],
      [0xe2, 0x82, 0x41],
      [0xff, 0x61],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x9f],
    ])
      expect(decodeUtf8(Uint8Array.from(bytes))).toBe(
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes)),
      )
  })
  it('reads Base64 with white space and refuses other texts', () => {
    expect(toBase64(Uint8Array.of(1, 2, 3, 255))).toBe('AQID/w==')
    expect([...fromBase64(' AQID\r\n/w== ')]).toEqual([1, 2, 3, 255])
    expect(() => fromBase64('AQI')).toThrow('The input is not a valid Base-64 string')
  })
})
