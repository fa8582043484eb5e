import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pfxFiles } from './pfx-files.fixture.ts'
import { readPfx } from './read-pfx.ts'

describe('a PKCS #12 file', () => {
  it.each(['current', 'legacy'] as const)(
    'of %s ciphers gives its certificate and the key that belongs to it',
    async (kind) => {
      const reading = await readPfx(pfxFiles[kind], 'secret')
      if (!('contents' in reading)) throw new Error(reading.fault)
      const { certificateChain, privateKey, ...read } = reading.contents
      expect(read).toEqual({
        subject: 'CN=client.contoso.com, O=Contoso, C=DE',
        thumbprint: '29107248D8495021593DE294B93CB3C86876C11E',
        expirationDate: '2036-11-22T19:14:45.000Z',
      })
      expect(new X509Certificate(certificateChain).checkPrivateKey(createPrivateKey(privateKey))).toBe(true)
    },
  )

  it('may hold a key on an elliptic curve, and have no password', async () => {
    const reading = await readPfx(pfxFiles.ellipticCurve, '')
    expect(reading).toMatchObject({ contents: { thumbprint: '0705122E84E674213DAB1D0181B90231800E7E4F' } })
  })

  it.each([
    ['with another password', pfxFiles.current, 'wrong', 'wrong-password'],
    ['without a key', pfxFiles.withoutKey, 'secret', 'no-private-key'],
    ['that is something else', Buffer.from('<html>').toString('base64'), '', 'no-pfx'],
    ['that is not base64', '@', '', 'no-pfx'],
  ])('%s is told apart', async (_, data, password, fault) => {
    expect(await readPfx(data, password)).toMatchObject({ fault })
  })

  it('that asks for too many rounds of its hash is not tried', async () => {
    const file = Buffer.from(pfxFiles.current, 'base64')
    // The number of rounds stands last: 02 02 08 00 becomes 02 03 7f ff ff, and what is around it one byte longer.
    const longer = Buffer.concat([file.subarray(0, -4), Buffer.from('02037fffff', 'hex')])
    longer.writeUInt16BE(longer.readUInt16BE(2) + 1, 2)
    const mac = longer.lastIndexOf(Buffer.from('30413031', 'hex'))
    longer.writeUInt8(0x42, mac + 1)
    const reading = await readPfx(longer.toString('base64'), 'secret')
    expect(reading).toMatchObject({ fault: 'no-pfx' })
    expect(String('cause' in reading && reading.cause)).toContain('more rounds of its hash than are done')
  })
})
