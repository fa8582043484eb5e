import { createHmac, timingSafeEqual } from 'node:crypto'

/** The identifier that stands for the whole service, not for a user. */
export const integrationIdentifier = 'integration'

/** What a shared access signature says. @see reference: API Management, 4.1 */
export interface SasToken {
  /** `integration` or a user id. */
  readonly identifier: string
  readonly expiresAtMs: number
  readonly signature: string
  /** What may have been signed: the compact form is made in both ways by the tools that there are. */
  readonly signed: readonly string[]
}

const compactForm = /^(.+)&(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})&([A-Za-z0-9+/]+={0,2})$/
const longForm = /^uid=(.+)&ex=(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z)&sn=([A-Za-z0-9+/]+={0,2})$/

/** Reads what follows `SharedAccessSignature`, in either form; undefined = it is none. */
export function parseSasToken(text: string): SasToken | undefined {
  const long = longForm.exec(text)
  if (long !== null) {
    const [, identifier = '', expiry = '', signature = ''] = long
    return toToken({ identifier, expiresAtMs: Date.parse(expiry), signature, signed: [`${identifier}\n${expiry}`] })
  }
  const compact = compactForm.exec(text)
  if (compact === null) return undefined
  const [, identifier = '', year, month, day, hour, minute, signature = ''] = compact
  const expiry = `${year}-${month}-${day}T${hour}:${minute}:00.0000000Z`
  return toToken({
    identifier,
    expiresAtMs: Date.parse(expiry),
    signature,
    signed: [`${identifier}\n${expiry}`, `${identifier}\n${year}${month}${day}${hour}${minute}`],
  })
}

const toToken = (token: SasToken): SasToken | undefined => (Number.isNaN(token.expiresAtMs) ? undefined : token)

/** `{identifier}&{yyyyMMddHHmm}&{signature}`; seconds are cut off. */
export function signSasToken(identifier: string, expiresAtMs: number, key: string): string {
  const iso = new Date(expiresAtMs).toISOString()
  const compact = iso.slice(0, 16).replace(/\D/g, '')
  return `${identifier}&${compact}&${sign(`${identifier}\n${iso.slice(0, 16)}:00.0000000Z`, key).toString('base64')}`
}

/** Whether one of the keys made the signature; every key is tried, so that time tells nothing about them. */
export function isSignedBy(token: SasToken, keys: readonly string[]): boolean {
  const signature = Buffer.from(token.signature, 'base64')
  let isSigned = false
  for (const key of keys) {
    for (const text of token.signed) {
      const expected = sign(text, key)
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) isSigned = true
    }
  }
  return isSigned
}

const sign = (text: string, key: string): Buffer => createHmac('sha512', key).update(text).digest()
