import type { CallTrace, TraceEntry, TraceError, TraceSection } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'
import type { PlacedStatement } from '@sluice/policy-language'
import type { CallContext, CallTracing } from '../pipeline/call-context.ts'
import { toLastError } from '../pipeline/last-error.ts'
import { StepFailure } from '../pipeline/run-steps.ts'
import { BodyCollector } from './excerpt.ts'
import { Masks } from './masks.ts'
import { toElapsed, toTimestamp } from './trace-times.ts'

/** More steps than that come from a loop that goes wrong; the first ones show it. */
const maxEntries = 2_000

export type EntryData = Record<string, unknown>

/** An entry while it is written; its data is not masked yet. */
export interface OpenEntry {
  readonly source: string
  readonly section: TraceSection
  readonly placed: PlacedStatement | undefined
  readonly startedMs: number
  durationMs: number | undefined
  /** Of a step inside the call of a tool. */
  readonly tool: TraceEntry['tool']
  /** Another entry tells the response, which is no change of this step. */
  isResponseTold?: boolean
  readonly data: EntryData
}

/** Writes down one call. What it holds is masked and cut when the call is over, by `toTrace`. */
export class CallRecorder implements CallTracing {
  readonly context: CallContext
  readonly masks: Masks
  /** Bodies as they come from the client and, last, from a backend. */
  readonly requestFlow = new BodyCollector()
  responseFlow = new BodyCollector()
  isResponseWhole = false
  /** The answer went out piece by piece as it came from the backend. */
  isStreamed = false
  /** The client went away. */
  isAborted = false
  /** Where the request went last. */
  backendUrl: string | undefined
  readonly #clock: Clock
  readonly #startedAtMs: number
  readonly #startedMs: number
  readonly #entries: OpenEntry[]
  /** The tool whose call this is, inside another one; undefined = the call is a client's own. */
  readonly #tool: string | undefined
  readonly #openByStatement = new Map<PlacedStatement, OpenEntry>()
  #section: TraceSection = 'inbound'
  #shownError: CallContext['lastError']

  /** @param inside the recorder of the call in which a tool makes this one: it tells the steps and hides the secrets of both */
  constructor(context: CallContext, clock: Clock, inside?: { readonly outer: CallRecorder; readonly tool: string }) {
    this.context = context
    this.#clock = clock
    const outer = inside?.outer
    this.masks = outer === undefined ? new Masks() : outer.masks
    this.#startedAtMs = outer === undefined ? context.startedAtMs : outer.#startedAtMs
    this.#startedMs = outer === undefined ? clock.monotonic() : outer.#startedMs
    this.#entries = outer === undefined ? [] : outer.#entries
    this.#tool = inside?.tool
  }

  get elapsedMs(): number {
    return this.#clock.monotonic() - this.#startedMs
  }

  /** An entry of the gateway itself, or of a part of it. */
  add(source: string, data: EntryData, section: TraceSection = this.#section): OpenEntry {
    return this.#push({ source, section, placed: undefined, data })
  }

  say(source: string, message: string): void {
    this.add(source, { message })
  }

  /** A statement begins; what is said of it until it ends goes into this entry. */
  enter(placed: PlacedStatement): OpenEntry {
    this.#section = placed.section
    const { name: source } = placed.statement
    const entry = this.#push({ source, section: placed.section, placed, data: {} })
    this.#openByStatement.set(placed, entry)
    return entry
  }

  leave(entry: OpenEntry, failure?: unknown): void {
    entry.durationMs = this.elapsedMs - entry.startedMs
    if (failure === undefined) return
    // A statement inside it failed, which tells it itself.
    if (failure instanceof StepFailure) return
    const { reason, message } = toLastError(failure, undefined).lastError
    entry.data.error = { reason, message } satisfies TraceError
  }

  /** Of a statement that runs, or has run just now; undefined = it never did. */
  entryOf(placed: PlacedStatement): OpenEntry | undefined {
    return this.#openByStatement.get(placed)
  }

  /** One more entry of the same statement. */
  addTo(placed: PlacedStatement, data: EntryData): OpenEntry {
    const { name: source } = placed.statement
    return this.#push({ source, section: placed.section, placed, data })
  }

  /** What the call failed of, once. */
  showError(): void {
    const { lastError } = this.context
    if (lastError === undefined || lastError === this.#shownError) return
    this.#shownError = lastError
    const { source, reason, message, ...place } = lastError
    this.#section = 'on-error'
    this.add(source, { message, error: { reason, message }, ...place })
  }

  /** The finished trace. */
  toTrace(): CallTrace {
    const { context, masks } = this
    const { call, service, api, operation, product, lastError } = context
    masks.learnHeaders(context.request.headers.toArray())
    masks.learnHeaders(context.response.headers.toArray())
    const traceEntries: Partial<Record<TraceSection, unknown[]>> = {}
    for (const entry of this.#entries) {
      const list = traceEntries[entry.section] ?? []
      list.push(this.#toEntry(entry))
      traceEntries[entry.section] = list
    }
    const first = this.#entries[0]?.data.request as { readonly url?: string } | undefined
    const mask = (text: string | undefined) => (text === undefined ? undefined : masks.text(text))
    const error = lastError && {
      source: lastError.source,
      reason: lastError.reason,
      message: masks.text(lastError.message),
    }
    const trace = {
      serviceName: service.id,
      traceId: context.requestId,
      timestamp: toTimestamp(this.#startedAtMs),
      duration: toElapsed(this.elapsedMs),
      method: call.method,
      url: mask(first?.url ?? call.target),
      status: context.response.status,
      apiId: api?.id,
      operationId: operation?.id,
      productId: product?.id,
      backendUrl: mask(this.backendUrl),
      error,
      traceEntries,
    }
    // Members that are undefined are not there once it is JSON, which it always becomes.
    return JSON.parse(JSON.stringify(trace)) as CallTrace
  }

  #push(told: Pick<OpenEntry, 'source' | 'section' | 'placed' | 'data'>): OpenEntry {
    const at = { startedMs: this.elapsedMs, durationMs: undefined }
    // Where a tool is called, the outer call asks its backend.
    const entry: OpenEntry =
      this.#tool === undefined
        ? { ...told, ...at, tool: undefined }
        : { ...told, ...at, section: 'backend', tool: { name: this.#tool, section: told.section } }
    if (this.#entries.length < maxEntries) this.#entries.push(entry)
    return entry
  }

  #toEntry({ source, startedMs, durationMs, placed, data, tool }: OpenEntry): EntryData {
    const entry: EntryData = {
      source,
      timestamp: toTimestamp(this.#startedAtMs + startedMs),
      elapsed: toElapsed(startedMs),
      data: this.masks.apply(data),
    }
    if (durationMs !== undefined) entry.duration = toElapsed(durationMs)
    if (tool !== undefined) entry.tool = tool
    if (placed === undefined) return entry
    const { scope, scopeId, path, statement } = placed
    const id = statement.attributes.find(({ name }) => name === 'id')?.value
    const fragment = statement.fragment && { id: statement.fragment.id, line: statement.fragment.position.line }
    const line = scopeId === builtInScopeId ? undefined : statement.position.line
    return { ...entry, scope, scopeId, path, id, line, fragment }
  }
}

/** Of the document that runs where none is written; nobody could look at its lines. */
const builtInScopeId = '/'
