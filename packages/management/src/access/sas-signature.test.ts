import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedBy, parseSasToken, signSasToken } from './sas-signature.ts'

const key = 'c2VjcmV0'
const hmac = (text: string) => createHmac('sha512', key).update(text).digest('base64')

describe('a shared access signature', () => {
  it('is read in the form with names, signed over the identifier and the expiry as written', () => {
    const expiry = '2014-08-04T22:03:00.0000000Z'
    const token = parseSasToken(`uid=integration&ex=${expiry}&sn=${hmac(`integration\n${expiry}`)}`)
    expect(token).toMatchObject({ identifier: 'integration', expiresAtMs: Date.UTC(2014, 7, 4, 22, 3) })
    expect(token !== undefined && isSignedBy(token, ['other', key])).toBe(true)
    expect(token !== undefined && isSignedBy(token, ['other', 'another'])).toBe(false)
  })

  it.each([
    ['the minute in full', 'integration\n2018-08-02T05:00:00.0000000Z'],
    ['the minute as it is written', 'integration\n201808020500'],
  ])('is read in the compact form, signed over %s', (_, text) => {
    const token = parseSasToken(`integration&201808020500&${hmac(text)}`)
    expect(token).toMatchObject({ identifier: 'integration', expiresAtMs: Date.UTC(2018, 7, 2, 5) })
    expect(token !== undefined && isSignedBy(token, [key])).toBe(true)
  })

  it('is written so that it is read again, to the minute', () => {
    const text = signSasToken('a&b', Date.UTC(2026, 10, 25, 18, 54, 58), key)
    expect(text).toMatch(/^a&b&202611251854&[A-Za-z0-9+/]{86}==$/)
    const token = parseSasToken(text)
    expect(token).toMatchObject({ identifier: 'a&b', expiresAtMs: Date.UTC(2026, 10, 25, 18, 54) })
    expect(token !== undefined && isSignedBy(token, [key])).toBe(true)
  })

  it.each(['', 'integration', 'integration&2018&x', 'integration&209913312460&QQ==', 'uid=x&ex=tomorrow&sn=QQ=='])(
    'is not %j',
    (text) => expect(parseSasToken(text)).toBeUndefined(),
  )
})
