import {
  constants,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
} from 'node:crypto'
import type { HashName, RsaKey, RsaKeyForm, RsaNumbers } from '@sluice/policy-language/expression'

/** A key of RSA. Policies only hand it back. */
export class NodeRsaKey {
  readonly bits: number
  readonly isPrivate: boolean
  readonly keyObject: KeyObject

  constructor(keyObject: KeyObject) {
    this.keyObject = keyObject
    this.bits = keyObject.asymmetricKeyDetails?.modulusLength ?? 0
    this.isPrivate = keyObject.type === 'private'
  }
}

/** @throws TypeError for a key that was not made here */
export function nodeRsaKey(key: RsaKey): NodeRsaKey {
  if (!(key instanceof NodeRsaKey)) throw new TypeError('The key was not made here.')
  return key
}

export function importRsaKey(form: RsaKeyForm, bytes: Uint8Array): NodeRsaKey | undefined {
  const der = { key: Buffer.from(bytes), format: 'der' } as const
  switch (form) {
    case 'rsa-private':
      return rsaKey(() => createPrivateKey({ ...der, type: 'pkcs1' }))
    case 'pkcs8':
      return rsaKey(() => createPrivateKey({ ...der, type: 'pkcs8' }))
    case 'rsa-public':
      return rsaKey(() => createPublicKey({ ...der, type: 'pkcs1' }))
    case 'spki':
      return rsaKey(() => createPublicKey({ ...der, type: 'spki' }))
    case 'pem': {
      const text = Buffer.from(bytes).toString()
      return rsaKey(() =>
        /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? createPrivateKey(text) : createPublicKey(text),
      )
    }
  }
}

export function rsaKeyOf({ n, e, secret }: RsaNumbers): NodeRsaKey | undefined {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const key: JsonWebKey = { kty: 'RSA', n: text(n), e: text(e) }
  if (secret === undefined) return rsaKey(() => createPublicKey({ key, format: 'jwk' }))
  for (const [name, bytes] of Object.entries(secret)) key[name] = text(bytes)
  return rsaKey(() => createPrivateKey({ key, format: 'jwk' }))
}

/** The public half. */
export function rsaNumbersOf(key: RsaKey): RsaNumbers {
  const { n, e } = createPublicHalf(key).export({ format: 'jwk' })
  const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'))
  return { n: bytes(n), e: bytes(e), secret: undefined }
}

export function exportRsaKey(form: 'rsa-public' | 'spki', key: RsaKey): Uint8Array {
  const half = createPublicHalf(key)
  return new Uint8Array(half.export({ format: 'der', type: form === 'spki' ? 'spki' : 'pkcs1' }))
}

function createPublicHalf(key: RsaKey): KeyObject {
  const { keyObject, isPrivate } = nodeRsaKey(key)
  return isPrivate ? createPublicKey(keyObject) : keyObject
}

/** What OpenSSL cannot read, and keys of another kind, are none. */
function rsaKey(read: () => KeyObject): NodeRsaKey | undefined {
  try {
    const key = read()
    return key.asymmetricKeyType === 'rsa' ? new NodeRsaKey(key) : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** What stands before a hash when PKCS #1 signs it: its algorithm, in DER. @see RFC 8017, 9.2, note 1 */
const digestPrefixes: Readonly<Record<HashName, string>> = {
  MD5: '3020300c06082a864886f70d020505000410',
  SHA1: '3021300906052b0e03021a05000414',
  SHA256: '3031300d060960864801650304020105000420',
  SHA384: '3041300d060960864801650304020205000430',
  SHA512: '3051300d060960864801650304020305000440',
}

const digestInfo = (hash: HashName, digest: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(digestPrefixes[hash], 'hex'), digest])

export function rsaSignHash(key: RsaKey, hash: HashName, digest: Uint8Array): Uint8Array {
  const { keyObject } = nodeRsaKey(key)
  return new Uint8Array(
    privateEncrypt({ key: keyObject, padding: constants.RSA_PKCS1_PADDING }, digestInfo(hash, digest)),
  )
}

export function rsaVerifyHash(
  key: RsaKey,
  { hash, signature }: { readonly hash: HashName; readonly signature: Uint8Array },
  digest: Uint8Array,
): boolean {
  const { keyObject } = nodeRsaKey(key)
  try {
    const found = publicDecrypt({ key: keyObject, padding: constants.RSA_PKCS1_PADDING }, signature)
    return found.equals(digestInfo(hash, digest))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
