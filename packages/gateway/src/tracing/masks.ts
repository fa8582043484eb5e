import { traceMask } from '@sluice/contracts/call-trace'
import type { HeaderArray } from '@sluice/platform'
import type { BackendMember } from '../backends/backend-member.ts'
import { BodyCollector, BodyExcerpt, LongText } from './excerpt.ts'

/** In lower case. What stands in them opens doors, whoever wrote them. */
export const secretHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'ocp-apim-subscription-key',
  'apim-debug-authorization',
  'ocp-apim-trace-location',
  'api-key',
  'x-api-key',
  'x-functions-key',
])

/** In lower case: keys and signatures that stand in addresses. */
export const secretParameters: ReadonlySet<string> = new Set([
  'subscription-key',
  'sig',
  'access_token',
  'client_secret',
])

/** A shorter one is no secret, and masking it would make everything else unreadable. */
const shortest = 4

/**
 * The secrets of one call. They are learned while it goes on, and put on when it is over: one that was seen late is
 * masked where it stood earlier, too.
 */
export class Masks {
  readonly #secrets = new Set<string>()
  readonly #headerNames = new Set(secretHeaders)
  readonly #parameterNames = new Set(secretParameters)
  #sorted: readonly string[] | undefined

  learn(secret: string | undefined): void {
    if (secret === undefined || secret.length < shortest) return
    this.#sorted = undefined
    this.#secrets.add(secret)
  }

  /** A header, or parameter of the query, whose values are secrets, besides those that always are. */
  learnNames(names: { readonly header?: string; readonly query?: string }): void {
    if (names.header !== undefined) this.#headerNames.add(names.header.toLowerCase())
    if (names.query !== undefined) this.#parameterNames.add(names.query.toLowerCase())
  }

  learnHeaders(headers: HeaderArray): void {
    for (let at = 0; at < headers.length; at += 2) {
      const name = (headers[at] as string).toLowerCase()
      if (this.#headerNames.has(name)) this.#learnValue(name, headers[at + 1] as string)
    }
  }

  /** What a backend is shown is the backend's secret, in whatever header it stands. */
  learnMember(member: BackendMember | undefined): void {
    if (member === undefined) return
    for (const name of member.headerNames) this.#headerNames.add(name)
    this.learnHeaders(member.headers)
    this.learnQuery(member.query)
  }

  /** All of its values. */
  learnQuery(query: string): void {
    for (const [, value] of new URLSearchParams(query)) this.learn(value)
  }

  /** Values of the parameters that are known to hold secrets. */
  learnSecretsOfQuery(query: string): void {
    for (const [name, value] of new URLSearchParams(query)) {
      if (this.#parameterNames.has(name.toLowerCase())) this.learn(value)
    }
  }

  /** The same value with nothing in it that must not be seen. */
  apply(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (value instanceof BodyExcerpt) return value.toBody((text) => this.text(text))
    // The call is over, so that all of it has flowed.
    if (value instanceof BodyCollector) return value.bytes === 0 ? undefined : this.apply(value.toExcerpt())
    if (value instanceof LongText) return value.toShown((text) => this.text(text))
    if (Array.isArray(value)) return value.map((one) => this.apply(one))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(([, one]) => one !== undefined)
    const { name } = value as { readonly name?: unknown }
    const isSecretHeader = typeof name === 'string' && this.#headerNames.has(name.toLowerCase())
    return Object.fromEntries(
      entries.map(([key, one]) => [
        key,
        isSecretHeader && key !== 'name' && one !== null ? traceMask : this.apply(one),
      ]),
    )
  }

  text(text: string): string {
    let masked = text
    this.#sorted ??= [...new Set([...this.#secrets].flatMap(waysToWrite))].sort((a, b) => b.length - a.length)
    for (const secret of this.#sorted) masked = masked.replaceAll(secret, traceMask)
    return masked
  }

  #learnValue(name: string, value: string): void {
    this.learn(value)
    if (name === 'cookie' || name === 'set-cookie') {
      for (const part of value.split(';', name === 'cookie' ? undefined : 1)) {
        this.learn(part.slice(part.indexOf('=') + 1).trim())
      }
      return
    }
    const [scheme = '', credentials] = value.split(/ +/, 2)
    this.learn(credentials)
    if (credentials === undefined || scheme.toLowerCase() !== 'basic') return
    const decoded = Buffer.from(credentials, 'base64').toString('utf8')
    this.learn(decoded.slice(decoded.indexOf(':') + 1))
  }
}

/** As it is, in an address (where halves of surrogate pairs cannot stand), in JSON and in XML. */
function waysToWrite(secret: string): readonly string[] {
  const inXml = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1)
  return [secret, encodeURIComponent(secret.toWellFormed()), inForm, JSON.stringify(secret).slice(1, -1), inXml]
}
