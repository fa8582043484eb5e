import { policyScopes } from '@sluice/policy-language'
import { boolean, seconds, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, exactlyOne, many, one, textContent } from '../pipeline/element-spec.ts'
import { answered, type PreflightStep, type Step } from '../pipeline/step.ts'
import type { Value } from '../pipeline/value.ts'

const word = (help: string, meaning: string) =>
  element({
    content: textContent(
      text(help, { isTrimmed: true, pattern: { expression: "[!#$%&'*+.^_`|~0-9A-Za-z-]+", meaning } }).orExpression(),
    ),
  })

/**
 * Lets pages of other origins call the API: answers preflights, and says in answers which origin may read them.
 * @see reference: API Management, 2.8
 */
export const cors = definePolicy({
  name: 'cors',
  summary: 'Lets pages of other origins call the API from a browser.',
  category: 'Cross-domain',
  snippet: `<cors allow-credentials="false">
    <allowed-origins>
        <origin>https://www.example.com</origin>
    </allowed-origins>
    <allowed-methods preflight-result-max-age="300">
        <method>*</method>
    </allowed-methods>
    <allowed-headers>
        <header>*</header>
    </allowed-headers>
</cors>`,
  sections: ['inbound'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'allow-credentials': boolean('Whether requests with cookies or credentials are allowed.')
      .orExpression()
      .default(false),
    'terminate-unmatched-request': boolean(
      'Whether requests of other origins end here; otherwise they go on without leave to read the answer.',
    )
      .orExpression()
      .default(true),
  },
  content: elements({
    'allowed-origins': exactlyOne(
      'Origins whose pages may call.',
      element({
        content: elements({
          origin: many(
            'An origin with scheme, host and port, or `*` for all.',
            element({
              content: textContent(
                text('The origin.', {
                  isTrimmed: true,
                  pattern: {
                    expression: '\\*|null|[A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#@]+/?',
                    meaning: '`*` or an origin such as https://www.example.com:8080',
                  },
                }).orExpression(),
              ),
            }),
            { min: 1 },
          ),
        }),
      }),
    ),
    'allowed-methods': one(
      'Methods that may be used; GET and POST where this is left out.',
      element({
        attributes: {
          'preflight-result-max-age': seconds('Seconds for which a browser may keep the answer.', { min: 0 })
            .orExpression()
            .default(0),
        },
        content: elements({
          method: many('A method, or `*` for all.', word('The method.', 'an HTTP method'), { min: 1 }),
        }),
      }),
    ),
    'allowed-headers': one(
      'Headers that requests may have.',
      element({
        content: elements({
          header: many('Name of a header, or `*` for all.', word('Name of the header.', 'the name of a header'), {
            min: 1,
          }),
        }),
      }),
    ),
    'expose-headers': one(
      'Headers of answers that pages may read.',
      element({
        content: elements({
          header: many('Name of a header, or `*` for all.', word('Name of the header.', 'the name of a header'), {
            min: 1,
          }),
        }),
      }),
    ),
  }),
  judge: ({ constantOf, childrenOf }) =>
    constantOf('allow-credentials')?.trim() === 'true'
      ? childrenOf('allowed-origins')
          .flatMap((origins) => origins.childrenOf('origin'))
          .filter(({ text }) => text?.trim() === '*')
          .map((at) => ({
            at,
            what: "The origin '*' may not stand beside allow-credentials: every site could act for who is signed in. Name the origins",
          }))
      : [],
  compile({ children, ...settings }, { telemetry }) {
    const { origin: origins } = children['allowed-origins'].children
    const methods = children['allowed-methods']
    const headers = children['allowed-headers']?.children.header ?? []
    const exposed = children['expose-headers']?.children.header ?? []
    const hasCredentials = settings['allow-credentials']
    const terminates = settings['terminate-unmatched-request']
    const textsOf = (list: readonly { readonly text: Value<string> }[], context: CallContext) =>
      list.map(({ text }) => text(context))

    const isConstant = origins.every(({ text }) => text.constant !== undefined)
    const constantOrigins = isConstant
      ? toAllowedOrigins(origins.map(({ text }) => text.constant?.value ?? ''))
      : undefined

    /** What allows this origin to read the answer; undefined when it may not. */
    const allow = (origin: string, context: CallContext): string[] | undefined => {
      const allowed = constantOrigins ?? toAllowedOrigins(textsOf(origins, context))
      const isNamed = allowed.named.has(originOf(origin).text)
      if (!isNamed && !allowed.hasAll) return undefined
      // An expression may say so beside `*`; even then no site that is not named gets credentials.
      const withCredentials = isNamed && hasCredentials(context)
      const fields = isNamed
        ? ['Access-Control-Allow-Origin', origin, 'Vary', 'Origin']
        : ['Access-Control-Allow-Origin', '*']
      if (withCredentials) fields.push('Access-Control-Allow-Credentials', 'true')
      return fields
    }

    const preflight: PreflightStep = (context) => {
      const { call } = context
      const fields = allow(call.header('origin') ?? '', context)
      const method = call.header('access-control-request-method') ?? ''
      const asked = namesIn(call.header('access-control-request-headers'))
      const allowedMethods = methods === undefined ? ['GET', 'POST'] : textsOf(methods.children.method, context)
      const allowedHeaders = textsOf(headers, context)
      const isMethodAllowed =
        allowedMethods.includes('*') || allowedMethods.some((one) => one.toUpperCase() === method.toUpperCase())
      const isAllowed = fields !== undefined && isMethodAllowed && areAllowed(asked, allowedHeaders)
      if (!isAllowed) {
        if (context.tracing !== undefined) {
          const what = fields === undefined ? 'origin' : isMethodAllowed ? 'headers' : 'method'
          context.tracing.say('cors', `The ${what} that the page asks for is not among those that are allowed.`)
        }
        return terminates(context) ? 'refused' : 'passed'
      }
      fields.push('Access-Control-Allow-Methods', allowedMethods.includes('*') ? method : allowedMethods.join(','))
      if (asked.length > 0) fields.push('Access-Control-Allow-Headers', asked.join(','))
      const maxAge = methods?.['preflight-result-max-age'](context) ?? 0
      if (maxAge > 0) fields.push('Access-Control-Max-Age', String(maxAge))
      context.response.replace({ status: 200, headers: fields })
      return 'allowed'
    }

    const step: Step = (context) => {
      const origin = context.call.header('origin')
      if (origin === undefined || context.isOriginAllowed || isOwn(originOf(origin), context)) return
      const fields = allow(origin, context)
      if (fields === undefined) {
        const isEnd = terminates(context)
        const message = `The origin is not allowed. The call ${isEnd ? 'ends' : 'goes on'}: terminate-unmatched-request is ${isEnd}.`
        telemetry.trace({ source: 'cors', severity: 'verbose', message, metadata: { origin } }, context)
        if (!isEnd) return
        context.response.replace({ status: 200, headers: [] })
        return answered
      }
      context.isOriginAllowed = true
      if (exposed.length > 0) fields.push('Access-Control-Expose-Headers', textsOf(exposed, context).join(','))
      context.answerHeaders = context.answerHeaders === undefined ? fields : [...context.answerHeaders, ...fields]
    }
    return Object.assign(step, { preflight })
  },
})

interface Origin {
  /** Scheme, host and port, the scheme's own port written out, in lower case. */
  readonly text: string
  /** Undefined = it is no origin, such as `null`. */
  readonly host: string | undefined
}

const maxKnownOrigins = 1_000
const knownOrigins = new Map<string, Origin>()

/** Callers have few origins, and reading one takes a while. */
function originOf(text: string): Origin {
  const known = knownOrigins.get(text)
  if (known !== undefined) return known
  const origin = readOrigin(text)
  if (text.length > 300) return origin
  if (knownOrigins.size >= maxKnownOrigins) knownOrigins.clear()
  knownOrigins.set(text, origin)
  return origin
}

function readOrigin(text: string): Origin {
  const url = URL.parse(text)
  if (url === null) return { text: text.toLowerCase(), host: undefined }
  const port = url.port === '' ? ({ 'http:': '80', 'https:': '443' }[url.protocol] ?? '') : url.port
  return { text: `${url.protocol}//${url.hostname}:${port}`, host: url.hostname }
}

/** A page of the gateway's own origin needs nobody's leave. */
function isOwn(origin: Origin, { call }: CallContext): boolean {
  const host = call.header('host')
  // Almost every page is another host's, and that is seen without reading the address that the call was sent to.
  if (host === undefined || origin.host === undefined || !host.toLowerCase().startsWith(origin.host)) return false
  return origin.text === readOrigin(`${call.isSecure ? 'https' : 'http'}://${host}`).text
}

const toAllowedOrigins = (texts: readonly string[]) => ({
  named: new Set(texts.filter((text) => text !== '*').map((text) => originOf(text).text)),
  hasAll: texts.includes('*'),
})

const namesIn = (list: string | undefined): readonly string[] =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** Headers that every request may have, whatever the server says. @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const safelisted = new Set(['accept', 'accept-language', 'content-language', 'origin'])

function areAllowed(asked: readonly string[], allowed: readonly string[]): boolean {
  if (allowed.includes('*')) return true
  const names = new Set(allowed.map((name) => name.toLowerCase()))
  return asked.every((name) => names.has(name.toLowerCase()) || safelisted.has(name.toLowerCase()))
}
