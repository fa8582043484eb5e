import type { CallTrace, TraceEntry, TraceSection } from '@sluice/contracts'

/** One step as the viewer shows it. */
export interface TraceStep {
  /** Counts from 0 over all sections; what the address names. */
  readonly index: number
  readonly section: TraceSection
  readonly entry: TraceEntry
  readonly startMs: number
  /** Undefined = a moment, not a span. */
  readonly durationMs: number | undefined
  /** Part of the whole call, from 0 to 1. */
  readonly offset: number
  readonly share: number
  /** How many statements it stands inside of; the call of a tool counts like one. */
  readonly depth: number
  readonly hasFailed: boolean
}

export interface StepGroup {
  readonly section: TraceSection
  readonly steps: readonly TraceStep[]
}

const sectionOrder: readonly TraceSection[] = ['inbound', 'backend', 'on-error', 'outbound']

/**
 * The steps of a call by section. on-error stands before what outbound has: after a failure that is only how the answer
 * was sent.
 */
export function toStepGroups(trace: CallTrace): readonly StepGroup[] {
  const totalMs = Math.max(toMs(trace.duration), Number.EPSILON)
  const statements = /(?:^|\/)(?!when\[|otherwise\[)[^/]+\[\d+\]/g
  let index = 0
  return sectionOrder.flatMap((section) => {
    const entries = trace.traceEntries[section] ?? []
    const steps = entries.map((entry): TraceStep => {
      const startMs = toMs(entry.elapsed)
      const durationMs = entry.duration === undefined ? undefined : toMs(entry.duration)
      return {
        index: index++,
        section,
        entry,
        startMs,
        durationMs,
        offset: Math.min(startMs / totalMs, 1),
        share: Math.min((durationMs ?? 0) / totalMs, 1),
        depth: Math.max(0, (entry.path?.match(statements)?.length ?? 1) - 1) + (entry.tool === undefined ? 0 : 1),
        hasFailed: entry.data.error !== undefined,
      }
    })
    return steps.length === 0 ? [] : [{ section, steps }]
  })
}

/** Milliseconds, with fractions, of `00:00:00.2983315`. */
export function toMs(elapsed: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = elapsed.split(':').map(Number)
  return (hours * 3600 + minutes * 60 + seconds) * 1000
}

/** To the hundredth: what is finer is the clock's, not the call's. */
export const roundMs = (milliseconds: number): number => Math.round(milliseconds * 100) / 100

/** What a step did, as figures to be put into words. */
export interface StepSummary {
  readonly headers: number
  readonly variables: number
  readonly hasUrl: boolean
  readonly hasStatus: boolean
  readonly hasBody: boolean
}

export function summaryOf({ changes = {} }: TraceEntry['data']): StepSummary {
  const { request, response, variables = [] } = changes
  return {
    headers: (request?.headers?.length ?? 0) + (response?.headers?.length ?? 0),
    variables: variables.length,
    hasUrl: request?.url !== undefined || request?.method !== undefined,
    hasStatus: response?.status !== undefined,
    hasBody: request?.body !== undefined || response?.body !== undefined,
  }
}

/** Page of the document that holds a step, at its line; undefined = no document of the instance does. */
export function documentOf(service: string, { scopeId, line, fragment }: TraceEntry): string | undefined {
  if (fragment !== undefined) return `/publisher/${service}/fragments/${encodeURIComponent(fragment.id)}`
  if (scopeId === undefined || line === undefined) return undefined
  const path = scopeId.replace(/^\/services\/[^/]+/i, '')
  const search = new URLSearchParams({ ...(path === '' ? {} : { scope: path }), line: String(line) })
  return `/publisher/${service}/policies?${search}`
}
