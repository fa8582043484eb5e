import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadOrCreateAuthority } from '@sluice/platform/certificates'
import { expect, it } from 'vitest'
import { createNodeCryptography } from './node-cryptography.ts'
import { NodeRsaKey } from './node-rsa-key.ts'

const nodeCryptography = createNodeCryptography()

const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex')
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()
const bytes = (text: string) => Buffer.from(text, 'hex')

it('hashes as the standards say', () => {
  expect(hex(nodeCryptography.hash('MD5', Buffer.from('abc')))).toBe('900150983cd24fb0d6963f7d28e17f72')
  expect(hex(nodeCryptography.hash('SHA1', Buffer.from('abc')))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  // RFC 2202, test case 2
  expect(hex(nodeCryptography.hmac('MD5', Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?')))).toBe(
    '750c783e6ab0b503eaa86e310a5db738',
  )
})

it('encrypts as NIST SP 800-38A says, and takes it back', () => {
  const settings = {
    algorithm: 'AES',
    mode: 'CBC',
    padding: 'None',
    key: bytes('2b7e151628aed2a6abf7158809cf4f3c'),
    iv: bytes('000102030405060708090a0b0c0d0e0f'),
  } as const
  const encrypted = nodeCryptography.encrypt(settings, bytes('6bc1bee22e409f96e93d7e117393172a'))
  expect(hex(encrypted)).toBe('7649abac8119b246cee98e9b12e9197d')
  expect(hex(encrypted && nodeCryptography.decrypt(settings, encrypted))).toBe('6bc1bee22e409f96e93d7e117393172a')
  expect(nodeCryptography.encrypt(settings, Buffer.from('x'))).toBeUndefined()
})

it.each(['DES', 'TripleDES'] as const)('knows %s', (algorithm) => {
  const key = Buffer.alloc(algorithm === 'DES' ? 8 : 16, 7)
  for (const mode of ['CBC', 'ECB', 'CFB'] as const) {
    const settings = { algorithm, mode, padding: 'PKCS7', key, iv: Buffer.alloc(8) } as const
    const encrypted = nodeCryptography.encrypt(settings, Buffer.from('secret')) ?? Buffer.alloc(0)
    expect(text(nodeCryptography.decrypt(settings, encrypted))).toBe('secret')
  }
})

it('signs and encrypts with RSA', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [open, secret] = [new NodeRsaKey(pair.publicKey), new NodeRsaKey(pair.privateKey)]
  const data = Buffer.from('data')
  for (const padding of [{ kind: 'pkcs1' }, { kind: 'oaep', hash: 'SHA256' }] as const) {
    const encrypted = nodeCryptography.rsaEncrypt(open, padding, data) ?? Buffer.alloc(0)
    expect(text(nodeCryptography.rsaDecrypt(secret, padding, encrypted))).toBe('data')
  }
  for (const padding of ['pkcs1', 'pss'] as const) {
    const signature = nodeCryptography.rsaSign(secret, 'SHA256', padding, data)
    expect(nodeCryptography.rsaVerify(open, { hash: 'SHA256', padding, signature }, data)).toBe(true)
    expect(nodeCryptography.rsaVerify(open, { hash: 'SHA256', padding, signature }, Buffer.from('x'))).toBe(false)
  }
  expect(nodeCryptography.rsaEncrypt(open, { kind: 'pkcs1' }, Buffer.alloc(300))).toBeUndefined()
  expect([open.bits, open.isPrivate, secret.isPrivate]).toEqual([2048, false, true])
})

it('reads certificates, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-authority-'))
  const { certificate } = await loadOrCreateAuthority(folder, { now: () => 1_700_000_000_000 } as never).finally(() =>
    rmSync(folder, { recursive: true }),
  )
  const read = nodeCryptography.readCertificate(Buffer.from(certificate), undefined)
  if (read === 'wrong-password') throw new Error('It has no password.')
  expect(read?.subject).toEqual([['CN', expect.stringMatching(/^Sluice local authority [0-9a-f]{6}$/)]])
  expect(read?.issuer).toEqual(read?.subject)
  expect(read?.notBefore).toBe(621_355_968_000_000_000n + (1_700_000_000_000n - 86_400_000n) * 10_000n)
  expect(hex(read?.hash)).toBe(
    createHash('sha1')
      .update(read?.rawData ?? '')
      .digest('hex'),
  )
  expect([read?.publicKey.name, read?.signatureAlgorithm.name, read?.verify(true)]).toEqual([
    'ECC',
    'sha256ECDSA',
    false,
  ])
  expect(nodeCryptography.readCertificate(Buffer.from('no'), undefined)).toBeUndefined()
})
