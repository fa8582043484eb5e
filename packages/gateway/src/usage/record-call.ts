import type { CallRecord, CallRecordMessage, CallRefusal } from '@sluice/contracts'
import type { HeaderArray } from '@sluice/platform'
import type { GatewayCall } from '../calls/gateway-call.ts'
import type { LastError } from '../pipeline/call-context.ts'
import { originalUrlOf, urlText } from '../pipeline/call-urls.ts'
import { withoutRevision } from '../snapshot/resource-path.ts'
import { BodyCollector, BodyExcerpt } from '../tracing/excerpt.ts'
import { Masks } from '../tracing/masks.ts'
import type { CallDiagnostic, MessageDiagnostic } from './call-diagnostic.ts'
import { hideHeader, hideParameters } from './hide-secrets.ts'
import type { CallMeasure } from './usage-writer.ts'

/** A record is cut where it is longer. @see reference: API Management, 2.10 */
const maxRecordBytes = 32 * 1024

/** What is kept of a call that is over. @see reference: API Management, 2.11 */
export function toCallRecord(call: GatewayCall, measure: CallMeasure, diagnostic: CallDiagnostic): CallRecord {
  const { api, operation, product, subscription, user, sentRequest, lastError, service } = call
  const secrets = new LazyMasks(call)
  const keyNames = api?.properties.subscriptionKeyParameterNames
  const url = originalUrlOf(call)
  // One that on-error has answered otherwise was no refusal in the end.
  const refusal = measure.status >= 400 ? shownRefusal(call, diagnostic) : undefined
  const record: CallRecord = {
    requestId: call.requestId,
    timestamp: call.startedAtMs,
    service: own(service.resourceId),
    ...(api === undefined
      ? {}
      : { api: withoutRevision(own(api.resourceId)), apiRevision: api.properties.apiRevision }),
    ...(operation === undefined ? {} : { operation: own(operation.resourceId) }),
    ...(product === undefined ? {} : { product: own(product.resourceId) }),
    ...namedOf('subscription', subscription, refusal),
    ...namedOf('user', user, refusal),
    ...(call.backendName === undefined ? {} : { backend: call.backendName }),
    status: measure.status,
    cache: call.cacheUse,
    method: call.call.method,
    url: urlText({ ...url, query: hideParameters(url.query, diagnostic.request.hiddenParameters, keyNames?.query) }),
    callerIpAddress: diagnostic.showsClientAddress ? call.call.remoteAddress : '',
    requestSize: measure.bytesIn,
    responseSize: measure.bytesOut,
    apiTime: measure.apiTime,
    ...(measure.serviceTime < 0 ? {} : { serviceTime: measure.serviceTime }),
    ...(sentRequest === undefined
      ? {}
      : {
          backendMethod: sentRequest.method,
          backendUrl: backendUrlOf(call, sentRequest, diagnostic.backendRequest),
        }),
    ...(call.backendHead === undefined ? {} : { backendStatus: call.backendHead.status }),
    ...(lastError === undefined ? {} : { lastError: shownError(lastError, secrets) }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(call.tracing === undefined ? {} : { traceId: call.requestId }),
  }
  return shortened({ ...record, ...contentsOf(call, diagnostic, secrets) })
}

/** A counter by address must not tell what the diagnostic leaves out. */
function shownRefusal({ refusal, call }: GatewayCall, { showsClientAddress }: CallDiagnostic): CallRefusal | undefined {
  const { counter } = refusal ?? {}
  if (refusal === undefined || counter?.key === undefined || showsClientAddress) return refusal
  return counter.key.includes(call.remoteAddress) ? { ...refusal, counter: { ...counter, key: '***' } } : refusal
}

/** Whose key was refused is told, too, though the call got no subscription by it. */
function namedOf<Name extends 'subscription' | 'user'>(
  name: Name,
  met: { readonly resourceId: string } | undefined,
  refusal: CallRefusal | undefined,
): { readonly [Key in Name]?: string } {
  const found = met === undefined ? refusal?.[name] : own(met.resourceId)
  return (found === undefined ? {} : { [name]: found }) as { readonly [Key in Name]?: string }
}

const own = (resourceId: string): string => resourceId.slice(resourceId.lastIndexOf('/') + 1)

/** Made for the few records that show more than the gateway itself has written. */
class LazyMasks {
  readonly #call: GatewayCall
  #masks: Masks | undefined

  constructor(call: GatewayCall) {
    this.#call = call
  }

  text(text: string): string {
    this.#masks ??= this.#learn()
    return this.#masks.text(text)
  }

  #learn(): Masks {
    const { call, api, request, response, sentRequest, backendHead, secretValues } = this.#call
    const masks = new Masks()
    for (const secret of secretValues()) masks.learn(secret)
    if (api !== undefined) masks.learnNames(api.properties.subscriptionKeyParameterNames)
    masks.learnMember(request.backendMember)
    for (const fields of [call.headers, response.headerArray, sentRequest?.headers, backendHead?.headers]) {
      if (fields !== undefined) masks.learnHeaders(fields)
    }
    masks.learnSecretsOfQuery(originalUrlOf(this.#call).query)
    return masks
  }
}

/** Whose messages are the gateway's own words, so that they hold nothing of the call. */
const plainSources: ReadonlySet<string> = new Set(['authorization', 'configuration', 'rate-limit', 'quota'])

const shownError = (error: LastError, secrets: LazyMasks): LastError =>
  plainSources.has(error.source) ? error : { ...error, message: secrets.text(error.message) }

/** Query parameters that a backend is shown as its credentials are the backend's secret, whatever they are called. */
function backendUrlOf(
  { request, api }: GatewayCall,
  { origin, target }: NonNullable<GatewayCall['sentRequest']>,
  { hiddenParameters }: MessageDiagnostic,
): string {
  const secret = request.backendMember?.query ?? ''
  const mark = target.indexOf('?')
  if (mark < 0) return `${origin}${target}`
  const shown = secret === '' || !target.endsWith(secret) ? target : target.slice(0, -secret.length - 1)
  const query = hideParameters(shown.slice(mark), hiddenParameters, api?.properties.subscriptionKeyParameterNames.query)
  return `${origin}${shown.slice(0, mark)}${query}`
}

/** Headers and bodies, as far as the diagnostic asks for them. */
function contentsOf(
  call: GatewayCall,
  diagnostic: CallDiagnostic,
  secrets: LazyMasks,
): Pick<CallRecord, 'request' | 'response' | 'backendRequest' | 'backendResponse'> {
  const { capture, sentRequest, backendHead } = call
  const request = messageOf(diagnostic.request, call.call.headers, capture?.request, secrets)
  const response = messageOf(diagnostic.response, call.response.headerArray, capture?.response, secrets)
  const sentBody = sentRequest?.body instanceof Uint8Array ? sentRequest.body : capture?.request
  const backendRequest = messageOf(diagnostic.backendRequest, sentRequest?.headers, sentBody, secrets)
  const received = capture?.backendResponse
  const backendResponse = messageOf(diagnostic.backendResponse, backendHead?.headers, received, secrets)
  return {
    ...(request === undefined ? {} : { request }),
    ...(response === undefined ? {} : { response }),
    ...(backendRequest === undefined ? {} : { backendRequest }),
    ...(backendResponse === undefined ? {} : { backendResponse }),
  }
}

function messageOf(
  wanted: MessageDiagnostic,
  fields: HeaderArray | undefined,
  body: BodyCollector | Uint8Array | undefined,
  secrets: LazyMasks,
): CallRecordMessage | undefined {
  if (fields === undefined) return undefined
  const headers = wanted.headers.size === 0 ? undefined : headersOf(fields, wanted, secrets)
  const text = wanted.bodyBytes === 0 || body === undefined ? undefined : textOf(body, wanted.bodyBytes, secrets)
  if (headers === undefined && text === undefined) return undefined
  return { ...(headers === undefined ? {} : { headers }), ...(text === undefined ? {} : { body: text }) }
}

function headersOf(fields: HeaderArray, wanted: MessageDiagnostic, secrets: LazyMasks) {
  const headers: { readonly name: string; readonly value: string }[] = []
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at] as string
    if (!wanted.headers.has(name.toLowerCase())) continue
    const value = hideHeader(name, secrets.text(fields[at + 1] as string), wanted.hiddenHeaders)
    if (value !== undefined) headers.push({ name, value })
  }
  return headers
}

/** Its beginning, when it is text. */
function textOf(body: BodyCollector | Uint8Array, maxBytes: number, secrets: LazyMasks): string | undefined {
  const { text } = body instanceof BodyCollector ? body.toExcerpt() : BodyExcerpt.of(body, body.length)
  if (text === undefined) return undefined
  // Masked before it is cut, so that no half of a secret is left at its end.
  const shown = Buffer.from(secrets.text(text)).subarray(0, maxBytes)
  return new TextDecoder().decode(shown, { stream: true })
}

/** Bodies are given up, those of the backend first, until the rest has room. */
function shortened(record: CallRecord): CallRecord {
  let kept = record
  for (const name of ['backendResponse', 'backendRequest', 'response', 'request'] as const) {
    if (kept[name]?.body === undefined || JSON.stringify(kept).length <= maxRecordBytes) continue
    const { body, ...rest } = kept[name]
    kept = { ...kept, [name]: rest }
  }
  return kept
}
