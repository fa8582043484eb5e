import type { NetException } from '../../run/net-exception.ts'
import { fromBase64, toBase64 } from '../base64.ts'
import { argumentException, argumentNullException } from '../failures.ts'
import { encodeUtf8 } from '../utf8.ts'
import type { CryptographyServices, RsaKey, RsaKeyForm, RsaNumbers } from './cryptography-services.ts'
import type { NetRsa } from './rsa.ts'
import { cryptographicException } from './security-failures.ts'

/** `RSAParameters`: the numbers of a key, null where they are not known. */
export class NetRsaParameters {
  Modulus: Uint8Array | null = null
  Exponent: Uint8Array | null = null
  D: Uint8Array | null = null
  P: Uint8Array | null = null
  Q: Uint8Array | null = null
  DP: Uint8Array | null = null
  DQ: Uint8Array | null = null
  InverseQ: Uint8Array | null = null
}

export type RsaParameterName = keyof NetRsaParameters

const secretNames = ['D', 'P', 'Q', 'DP', 'DQ', 'InverseQ'] as const

const invalidParameters = () =>
  cryptographicException(
    'The specified RSA parameters are not valid. Exponent and Modulus are required. If D is present, it must have the same length as Modulus. If D is present, P, Q, DP, DQ, and InverseQ are required and must have half the length of Modulus, rounded up, otherwise they must be omitted.',
  )

/** `ImportParameters` @throws System.Security.Cryptography.CryptographicException */
export function importParameters(services: CryptographyServices, rsa: NetRsa, parameters: NetRsaParameters): void {
  const { Modulus: n, Exponent: e, D: d, P: p, Q: q, DP: dp, DQ: dq, InverseQ: qi } = parameters
  if (n === null || e === null) throw invalidParameters()
  let secret: RsaNumbers['secret']
  if (secretNames.some((name) => parameters[name] !== null)) {
    if (d === null || p === null || q === null || dp === null || dq === null || qi === null) throw invalidParameters()
    secret = { d, p, q, dp, dq, qi }
  }
  const key = services.rsaKeyOf({ n, e, secret })
  if (key === undefined) throw invalidParameters()
  rsa.key = key
}

/**
 * `ExportParameters`
 * @throws System.Security.Cryptography.CryptographicException for the secret numbers, which stay where they are
 */
export function exportParameters(services: CryptographyServices, { key }: NetRsa, isSecret: boolean): NetRsaParameters {
  assertPublic(isSecret)
  const { n, e } = services.rsaNumbersOf(key)
  const parameters = new NetRsaParameters()
  parameters.Modulus = n
  parameters.Exponent = e
  return parameters
}

/** `FromXmlString` @throws System.Security.Cryptography.CryptographicException */
export function importXml(services: CryptographyServices, rsa: NetRsa, xml: string | null): void {
  if (xml === null) throw argumentNullException('xmlString')
  const parameters = new NetRsaParameters()
  for (const [, name, text] of xml.matchAll(/<(Modulus|Exponent|D|P|Q|DP|DQ|InverseQ)\s*>([^<]*)</g)) {
    parameters[name as RsaParameterName] = fromBase64(text ?? '')
  }
  for (const name of ['Modulus', 'Exponent'] as const) {
    if (parameters[name] !== null) continue
    throw cryptographicException(`Input string does not contain a valid encoding of the 'RSA' '${name}' parameter.`)
  }
  importParameters(services, rsa, parameters)
}

/** `ToXmlString` @throws System.Security.Cryptography.CryptographicException for the secret numbers */
export function exportXml(services: CryptographyServices, { key }: NetRsa, isSecret: boolean): string {
  assertPublic(isSecret)
  const { n, e } = services.rsaNumbersOf(key)
  return `<RSAKeyValue><Modulus>${toBase64(n)}</Modulus><Exponent>${toBase64(e)}</Exponent></RSAKeyValue>`
}

/**
 * `ImportRSAPrivateKey` and its like.
 * @returns how many bytes the key takes of those that were given
 * @throws System.Security.Cryptography.CryptographicException
 */
export function importKey(
  services: CryptographyServices,
  rsa: NetRsa,
  form: Exclude<RsaKeyForm, 'pem'>,
  source: Uint8Array | null,
): number {
  const length = lengthOfDer(source ?? new Uint8Array(0))
  const key =
    length === undefined ? undefined : services.importRsaKey(form, (source ?? new Uint8Array(0)).slice(0, length))
  if (key === undefined || length === undefined) throw cryptographicException('ASN1 corrupted data.')
  rsa.key = key
  return length
}

/** `ImportFromPem` @throws System.ArgumentException */
export function importPem(services: CryptographyServices, rsa: NetRsa, text: string | null): void {
  const key = services.importRsaKey('pem', encodeUtf8(text ?? ''))
  if (key === undefined) {
    throw argumentException(
      'No supported key formats were found. Ensure the input represents the contents of a PEM-encoded key file, not the path to such a file.',
      'input',
    )
  }
  rsa.key = key
}

/** Of the value that the bytes begin with; undefined when they do not hold all of it. */
function lengthOfDer(bytes: Uint8Array): number | undefined {
  const first = bytes[1]
  if (first === undefined) return undefined
  const count = first < 0x80 ? 0 : first & 0x7f
  if (count > 4) return undefined
  let length = count === 0 ? first : 0
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[2 + i] ?? 0)
  const end = 2 + count + length
  return end <= bytes.length ? end : undefined
}

function assertPublic(isSecret: boolean): void {
  if (isSecret) throw keyIsKept()
}

/** What Windows says of a key that may not leave its place. */
export const keyIsKept = (): NetException => cryptographicException('The requested operation is not supported.')

export const exportKey = (services: CryptographyServices, form: 'rsa-public' | 'spki', { key }: { key: RsaKey }) =>
  services.exportRsaKey(form, key)
