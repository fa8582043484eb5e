import type { GatewayCall } from '../calls/gateway-call.ts'
import type { BytesMoved } from '../pipeline/call-context.ts'
import { CallCapture } from './call-capture.ts'
import { type CallDiagnostic, defaultDiagnostic } from './call-diagnostic.ts'
import { RecordBudget } from './record-budget.ts'
import { toCallRecord } from './record-call.ts'
import { type CallMeasure, createUsageWriter } from './usage-writer.ts'

/** Where a gateway counts its calls. */
export interface UsageOptions {
  /** Of `allocateUsageTable`; of this worker alone. */
  readonly table: SharedArrayBuffer
  /** Takes a `CallRecord` as JSON. @returns false = there is no room for it */
  readonly keepRecord: (record: string) => boolean
  /** How many calls that went well are kept one by one. */
  readonly recordsPerSecond: number
}

/** Sees every call of a gateway: when it begins to know its API, and when it is over. */
export interface CallObserver {
  /** Milliseconds that never step back. */
  now(): number
  /** The call has met its API, and with it its diagnostic; nobody has taken its body yet. */
  meet(call: GatewayCall): void
  /** Once for each call. Never throws. */
  end(call: GatewayCall, moved: BytesMoved): void
}

/** Failures are what a record is looked for most, but a flood of them must not take the time of calls that are served. */
const failuresPerSecond = 500

export function createCallObserver(
  options: UsageOptions & {
    readonly monotonic: () => number
    /** From 0 up to 1. */
    readonly random: () => number
    readonly onFault: (error: unknown, call: GatewayCall) => void
  },
): CallObserver {
  const { monotonic, random, keepRecord, onFault } = options
  const writer = createUsageWriter(options.table)
  const budget = new RecordBudget(options.recordsPerSecond, monotonic())
  const failureBudget = new RecordBudget(failuresPerSecond, monotonic())
  // One for all calls: the writer keeps nothing of it.
  const measure: CallMeasure = {
    minute: 0,
    status: 0,
    bytesIn: 0,
    bytesOut: 0,
    apiTime: 0,
    serviceTime: -1,
    isLeftOut: false,
  }

  function isWanted(call: GatewayCall, diagnostic: CallDiagnostic, isFailure: boolean): boolean {
    if (isFailure && (diagnostic.keepsAllErrors || diagnostic === defaultDiagnostic)) return true
    if (diagnostic.keepsErrorsOnly && !isFailure) return false
    call.isSampled ??= isInSample(diagnostic)
    return call.isSampled
  }

  const isInSample = ({ percentage }: CallDiagnostic): boolean =>
    percentage >= 100 || (percentage > 0 && random() * 100 < percentage)

  /** @returns false when the call should have been kept, and there was no room */
  function record(call: GatewayCall, nowMs: number): boolean {
    const diagnostic = call.diagnostic ?? defaultDiagnostic
    const isFailure = measure.status >= 400 || measure.status === 0 || call.lastError !== undefined
    if (!isWanted(call, diagnostic, isFailure)) return true
    if (!(isFailure ? failureBudget : budget).take(nowMs)) return false
    return keepRecord(JSON.stringify(toCallRecord(call, measure, diagnostic)))
  }

  return {
    now: monotonic,
    meet(call) {
      const { diagnostic } = call
      if (diagnostic === undefined || !diagnostic.wantsBodies) return
      call.isSampled = isInSample(diagnostic)
      if (call.isSampled || diagnostic.keepsAllErrors) call.capture = new CallCapture(call, diagnostic)
    },
    end(call, moved) {
      try {
        const nowMs = monotonic()
        call.endBackend(nowMs)
        measure.minute = Math.floor(call.startedAtMs / 60_000)
        measure.status = call.isGone ? 0 : call.response.status
        measure.bytesIn = moved.requestBytes
        measure.bytesOut = call.isGone ? 0 : moved.responseBytes
        measure.apiTime = toMicroseconds(nowMs - call.beganMs)
        measure.serviceTime = call.backendMs < 0 ? -1 : toMicroseconds(call.backendMs)
        measure.isLeftOut = !record(call, nowMs)
      } catch (error) {
        onFault(error, call)
      }
      writer.count(call, measure)
    },
  }
}

const toMicroseconds = (milliseconds: number): number => Math.max(0, Math.round(milliseconds * 1000))
