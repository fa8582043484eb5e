import type { HeaderArray } from '@sluice/platform'
import type { Body, CallContext } from '../pipeline/call-context.ts'
import { requestUrlOf, urlText } from '../pipeline/call-urls.ts'
import { type BodyCollector, BodyExcerpt, LongText } from './excerpt.ts'

/** What a step can change, as it was at one moment. Nothing is copied but the list of variables. */
export interface CallPicture {
  readonly method: string
  readonly url: string
  readonly requestHeaders: HeaderArray
  readonly requestBody: Body
  readonly status: number
  readonly reason: string | undefined
  readonly responseHeaders: HeaderArray
  readonly responseBody: Body
  readonly variables: ReadonlyMap<string, unknown>
}

export function takePicture(context: CallContext): CallPicture {
  const { request, response } = context
  return {
    method: request.method,
    url: urlText(requestUrlOf(context)),
    requestHeaders: request.headers.toArray(),
    requestBody: request.body,
    status: response.status,
    reason: response.reason,
    responseHeaders: response.headers.toArray(),
    responseBody: response.body,
    variables: new Map(context.variables),
  }
}

/** What is known besides of what changed. */
export interface PictureReading {
  /** The bodies as they came from the client and the backend, as far as they have flowed. */
  readonly requestFlow: BodyCollector
  readonly responseFlow: BodyCollector
  /** Of a variable's value. */
  readonly toText: (value: unknown) => string
}

/** `TraceChanges` before the masks are put on; undefined = nothing is different. */
export function changesBetween(
  before: CallPicture,
  after: CallPicture,
  { requestFlow, responseFlow, toText }: PictureReading,
): Readonly<Record<string, unknown>> | undefined {
  return unlessEmpty({
    request: unlessEmpty({
      method: changed(before.method, after.method),
      url: changed(before.url, after.url),
      headers: changedFields(before.requestHeaders, after.requestHeaders),
      body: changedBody(before.requestBody, after.requestBody, requestFlow),
    }),
    response: unlessEmpty({
      status: changed(statusText(before), statusText(after)),
      headers: changedFields(before.responseHeaders, after.responseHeaders),
      body: changedBody(before.responseBody, after.responseBody, responseFlow),
    }),
    variables: changedVariables(before.variables, after.variables, toText),
  })
}

/** Fields as a trace shows them. */
export function toHeaders(fields: HeaderArray): readonly { readonly name: string; readonly value: string }[] {
  const headers = []
  for (let at = 0; at < fields.length; at += 2) headers.push({ name: fields[at] ?? '', value: fields[at + 1] ?? '' })
  return headers
}

/** A body that is still to flow shows nothing. */
export const toExcerpt = (body: Body): BodyExcerpt | undefined =>
  body.kind === 'bytes' ? BodyExcerpt.of(body.bytes, body.bytes.length) : undefined

const statusText = ({ status, reason }: CallPicture): string => (reason ? `${status} ${reason}` : String(status))

const changed = <T>(from: T, to: T) => (from === to ? undefined : { from, to })

function unlessEmpty(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const present = Object.entries(members).filter(([, value]) => value !== undefined)
  return present.length === 0 ? undefined : Object.fromEntries(present)
}

function changedFields(before: HeaderArray, after: HeaderArray): readonly unknown[] | undefined {
  if (before === after) return undefined
  const from = valuesByName(before)
  const to = valuesByName(after)
  const changes = []
  for (const [key, { name, value }] of from) {
    const now = to.get(key)
    if (now?.value !== value) changes.push({ name: now?.name ?? name, from: value, to: now?.value ?? null })
  }
  for (const [key, { name, value }] of to) if (!from.has(key)) changes.push({ name, from: null, to: value })
  return changes.length === 0 ? undefined : changes
}

function valuesByName(fields: HeaderArray): Map<string, { readonly name: string; readonly value: string }> {
  const found = new Map<string, { readonly name: string; readonly value: string }>()
  for (const { name, value } of toHeaders(fields)) {
    const key = name.toLowerCase()
    const before = found.get(key)
    found.set(key, { name, value: before === undefined ? value : `${before.value}, ${value}` })
  }
  return found
}

/** A body that was only read into memory is no change. */
function changedBody(before: Body, after: Body, flow: BodyCollector): unknown {
  if (before === after || (before.kind === after.kind && before.kind !== 'bytes')) return undefined
  if (after.kind === 'bytes') {
    if (before.kind === 'bytes' && Buffer.compare(before.bytes, after.bytes) === 0) return undefined
    if (before.kind === 'stream' && flow.isOf(after.bytes)) return undefined
    if (before.kind === 'none' && after.bytes.length === 0) return undefined
  }
  const shown = (body: Body) => (body.kind === 'stream' ? flow.toExcerpt() : toExcerpt(body)) ?? null
  return { from: shown(before), to: shown(after) }
}

function changedVariables(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  toText: (value: unknown) => string,
): readonly unknown[] | undefined {
  const changes = []
  const shown = (value: unknown) => new LongText(toText(value))
  for (const [name, value] of after) {
    if (!before.has(name)) changes.push({ name, from: null, to: shown(value) })
    else if (before.get(name) !== value) changes.push({ name, from: shown(before.get(name)), to: shown(value) })
  }
  for (const [name, value] of before) if (!after.has(name)) changes.push({ name, from: shown(value), to: null })
  return changes.length === 0 ? undefined : changes
}
