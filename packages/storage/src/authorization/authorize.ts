import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import { toAccountSasText, toServiceSasTexts } from '@sluice/contracts/shared-access-signature'
import { type SignedRequest, toSharedKeyTexts } from '@sluice/contracts/shared-key'
import type { AccessPolicy } from '../metadata/containers.ts'
import type { Access } from '../requests/storage-request.ts'
import { isInRange } from './address-range.ts'
import { combinePolicy, readSasTime } from './signature-fields.ts'

export interface AuthorizationRequest extends SignedRequest {
  readonly container: string
  readonly blob: string
  readonly isSecure: boolean
  readonly remoteAddress: string
  readonly nowMs: number
}

export interface AuthorizationRules {
  /** Of the account, decoded. */
  readonly key: Uint8Array
  readonly policiesOf: (container: string) => readonly AccessPolicy[]
}

/** How far the clock of a caller may be off; as long a request that was overheard can be sent again. */
const longestSkewMs = 15 * 60_000
const allPermissions = 'racwdxyltmeopi'

const fail = (detail: string): never => {
  throw new AppError('StorageAuthenticationFailed', { detail })
}

/**
 * Finds out who asks.
 * @throws AppError `NoAuthenticationInformation`, `InvalidAuthenticationInfo`, `StorageAuthenticationFailed`,
 * `AuthorizationServiceMismatch`, `AuthorizationResourceTypeMismatch`, `AuthorizationProtocolMismatch`, `AuthorizationSourceIPMismatch`
 */
export function authorize(request: AuthorizationRequest, rules: AuthorizationRules): Access {
  const authorization = request.header('authorization')
  const hasSignature = request.query.has('sig')
  if (authorization !== undefined && hasSignature) throw new AppError('InvalidAuthenticationInfo', {})
  if (authorization !== undefined) return authorizeByKey(request, authorization, rules)
  if (!hasSignature) throw new AppError('NoAuthenticationInformation', {})
  return request.query.has('ss') || request.query.has('srt')
    ? authorizeAccountSignature(request, rules)
    : authorizeSignature(request, rules)
}

function authorizeByKey(request: AuthorizationRequest, authorization: string, { key }: AuthorizationRules): Access {
  const [, scheme, account, signature = ''] =
    /^(SharedKey|SharedKeyLite) ([a-z0-9]{3,24}):([A-Za-z0-9+/=]{1,100})$/.exec(authorization.trim()) ?? []
  if (scheme === undefined) throw new AppError('InvalidAuthenticationInfo', {})
  if (account !== request.account) fail('The account of the Authorization header is not that of the address.')
  const date = Date.parse(request.header('x-ms-date') ?? request.header('date') ?? '')
  if (Number.isNaN(date)) fail('The request has no valid x-ms-date or Date header.')
  if (Math.abs(date - request.nowMs) > longestSkewMs) {
    fail('Request date header too old or too far ahead: it may differ from the clock of the server by 15 minutes.')
  }
  const texts = toSharedKeyTexts(request, scheme as 'SharedKey' | 'SharedKeyLite')
  if (!texts.some((text) => isSigned(text, signature, key))) {
    fail(
      `The MAC signature found in the HTTP request is not the same as any computed signature. Server used following string to sign: '${texts[0]}'.`,
    )
  }
  return { by: 'key', permissions: allPermissions, overrides: {} }
}

function authorizeAccountSignature(request: AuthorizationRequest, { key }: AuthorizationRules): Access {
  const { query, account } = request
  const of = (name: string) => query.get(name) ?? ''
  if (!isSigned(toAccountSasText(query, account), of('sig'), key)) fail('Signature did not match.')
  assertInTime(request, of('st'), of('se'))
  assertOrigin(request, of('sip'), of('spr'))
  if (!of('ss').includes('b')) throw new AppError('AuthorizationServiceMismatch', {})
  const level = request.blob !== '' ? 'o' : request.container !== '' ? 'c' : 's'
  // What lists or makes blobs is about blobs, wherever it stands in the path.
  if (!of('srt').includes(level)) throw new AppError('AuthorizationResourceTypeMismatch', {})
  return { by: 'account-signature', permissions: of('sp'), overrides: {} }
}

function authorizeSignature(request: AuthorizationRequest, { key, policiesOf }: AuthorizationRules): Access {
  const { query, account, container, blob } = request
  const of = (name: string) => query.get(name) ?? ''
  if (query.has('skoid')) fail('Signatures under keys of users are not known here.')
  const kind = of('sr')
  if (kind !== 'b' && kind !== 'c') fail('The signature is neither for a container nor for a blob.')
  if (container === '' || (kind === 'b' && blob === '')) throw new AppError('AuthorizationResourceTypeMismatch', {})
  const texts = toServiceSasTexts(query, account, container, blob)
  if (!texts.some((text) => isSigned(text, of('sig'), key))) fail('Signature did not match.')
  const { start, expiry, permissions } =
    combinePolicy(query, policiesOf(container)) ?? fail('The access policy of the signature is not there.')
  assertInTime(request, start, expiry)
  assertOrigin(request, of('sip'), of('spr'))
  return { by: 'signature', permissions, overrides: readOverrides(query) }
}

function isSigned(text: string, signature: string, key: Uint8Array): boolean {
  const expected = createHmac('sha256', key).update(text, 'utf8').digest()
  // A plus sign that was not encoded arrives as a space.
  const given = Buffer.from(signature.replaceAll(' ', '+'), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function assertInTime({ nowMs }: AuthorizationRequest, start: string, expiry: string): void {
  const from = start === '' ? Number.NEGATIVE_INFINITY : readSasTime(start)
  const to = readSasTime(expiry)
  if (Number.isNaN(from)) fail('The start of the signature is no time.')
  if (Number.isNaN(to)) fail('The signature has no expiry, or one that is no time.')
  if (nowMs < from) fail(`Signature not valid in the specified time frame: it begins at ${start}.`)
  if (nowMs >= to) fail(`Signature not valid in the specified time frame: it ended at ${expiry}.`)
}

function assertOrigin({ isSecure, remoteAddress }: AuthorizationRequest, range: string, protocols: string): void {
  if (protocols !== '' && !protocols.split(',').includes(isSecure ? 'https' : 'http')) {
    throw new AppError('AuthorizationProtocolMismatch', {})
  }
  if (range !== '' && !isInRange(remoteAddress, range)) throw new AppError('AuthorizationSourceIPMismatch', {})
}

const overrideHeaders = {
  rscc: 'Cache-Control',
  rscd: 'Content-Disposition',
  rsce: 'Content-Encoding',
  rscl: 'Content-Language',
  rsct: 'Content-Type',
} as const

function readOverrides(query: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(overrideHeaders).flatMap(([name, header]) => {
      const value = query.get(name)
      if (value === undefined || value === '') return []
      // The text comes out of an address, where a line end is possible.
      if (!/^[\u0020-\u007e]*$/.test(value)) {
        throw new AppError('InvalidQueryParameterValue', { parameter: name, value, reason: 'it is no header value.' })
      }
      return [[header, value]]
    }),
  )
}
