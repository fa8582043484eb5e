import { NetException } from '../../run/net-exception.ts'
import { tryFromBase64Url } from '../base64.ts'
import { parseJson } from '../newtonsoft/parse-json.ts'
import { JArray, JObject, type JToken, JValue } from '../newtonsoft/token.ts'
import { jsonFormatting, valueText, writeJson } from '../newtonsoft/write-json.ts'
import { dateTimeKind, MAX_DATE_TICKS, NetDateTime, UNIX_EPOCH_TICKS } from '../time/date-time.ts'
import { TICKS_PER_SECOND } from '../time/time-span.ts'
import { decodeUtf8 } from '../utf8.ts'

/**
 * `Jwt` of policy expressions: what a token claims. Nobody has checked its signature.
 * @see reference: API Management, 3.5
 */
export class NetJwt {
  readonly #header: JObject
  readonly #payload: JObject
  readonly claims: ReadonlyMap<string, readonly string[]>

  constructor(header: JObject, payload: JObject) {
    this.#header = header
    this.#payload = payload
    this.claims = claimsOf(payload)
  }

  get algorithm(): string | null {
    return textOf(this.#header, 'alg')
  }

  get type(): string | null {
    return textOf(this.#header, 'typ')
  }

  get audiences(): readonly string[] {
    return this.claims.get('aud') ?? []
  }

  get id(): string | null {
    return textOf(this.#payload, 'jti')
  }

  get issuer(): string | null {
    return textOf(this.#payload, 'iss')
  }

  get subject(): string | null {
    return textOf(this.#payload, 'sub')
  }

  get expirationTime(): NetDateTime | null {
    return momentOf(this.#payload, 'exp')
  }

  get notBefore(): NetDateTime | null {
    return momentOf(this.#payload, 'nbf')
  }

  get issuedAt(): NetDateTime | null {
    return momentOf(this.#payload, 'iat')
  }

  /** The fields of the header as claims, one value each. */
  get header(): ReadonlyMap<string, readonly string[]> {
    return claimsOf(this.#header)
  }
}

/** `AsJwt`: a token, or an Authorization header of the scheme Bearer; undefined when it is none. */
export function readJwt(text: string | null): NetJwt | undefined {
  if (text === null) return undefined
  const parts = text
    .trim()
    .replace(/^Bearer\s+/i, '')
    .split('.')
  if (parts.length !== 3) return undefined
  const header = readPart(parts[0])
  const payload = readPart(parts[1])
  if (header === undefined || payload === undefined || header.get('alg') === undefined) return undefined
  return new NetJwt(header, payload)
}

function readPart(part: string | undefined): JObject | undefined {
  const bytes = part === undefined || part === '' ? undefined : tryFromBase64Url(part)
  if (bytes === undefined) return undefined
  try {
    const token = parseJson(decodeUtf8(bytes))
    return token instanceof JObject ? token : undefined
  } catch (error) {
    if (error instanceof NetException) return undefined
    throw error
  }
}

function claimsOf(object: JObject): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, readonly string[]>()
  for (const { name, value } of object.children) {
    const values = value instanceof JArray ? value.children : [value]
    claims.set(name, values.map(claimText))
  }
  return claims
}

/** Texts as they are, all else as JSON writes it. */
function claimText(token: JToken): string {
  return token instanceof JValue && typeof token.value === 'string'
    ? valueText(token)
    : unquoted(writeJson(token, jsonFormatting.None))
}

/** A date in a claim is the text it was written as. */
function unquoted(json: string): string {
  return json.startsWith('"') ? json.slice(1, -1) : json
}

function textOf(object: JObject, name: string): string | null {
  const value = object.get(name)
  return value === undefined ? null : claimText(value)
}

function momentOf(object: JObject, name: string): NetDateTime | null {
  const token = object.get(name)
  if (!(token instanceof JValue)) return null
  const seconds = typeof token.value === 'bigint' ? Number(token.value) : token.value
  if (typeof seconds !== 'number') return null
  const ticks = UNIX_EPOCH_TICKS + BigInt(Math.trunc(seconds)) * TICKS_PER_SECOND
  return ticks < 0n || ticks > MAX_DATE_TICKS ? null : new NetDateTime(ticks, dateTimeKind.Utc)
}
