import { AppError } from '@sluice/contracts/errors'
import type { TokenKey } from '../../jwt/token-settings.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import type { KeySettings } from './token-elements.ts'

/**
 * The keys that a document writes down. Those of constants are made once, so that importing them is, too.
 * @param use what they are for: only decrypting needs the private part of a certificate
 */
export function compileKeys(
  keys: readonly KeySettings[],
  use: 'verify' | 'decrypt',
): (context: CallContext) => readonly TokenKey[] {
  const makers = keys.map((key) => compileKey(key, use))
  return (context) => makers.map((make) => make(context))
}

function compileKey(settings: KeySettings, use: 'verify' | 'decrypt'): (context: CallContext) => TokenKey {
  const { id, n, e, text } = settings
  const certificateId = settings['certificate-id']
  if (certificateId !== undefined) {
    return (context) => ({ id: id?.(context), key: keyOfCertificate(certificateId(context), use, context) })
  }
  const make = (context: CallContext): TokenKey => {
    if (n !== undefined && e !== undefined) {
      return { id: id?.(context), key: { kty: 'RSA', n: n(context), e: e(context) } }
    }
    return { id: id?.(context), key: new Uint8Array(Buffer.from(text(context), 'base64')) }
  }
  const isConstant = [id, n, e, text].every((value) => value === undefined || value.constant !== undefined)
  if (!isConstant) return make
  let made: TokenKey | undefined
  return (context) => {
    made ??= make(context)
    return made
  }
}

function keyOfCertificate(id: string, use: 'verify' | 'decrypt', { certificates }: CallContext): TokenKey['key'] {
  const found = certificates.get(id.toLowerCase())
  const key = use === 'verify' ? found?.certificate.publicKey : found?.privateKey
  if (key === undefined) throw new AppError('CertificateNotFound', { certificate: id })
  return key
}
