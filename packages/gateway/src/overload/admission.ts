import { FairQueue, type FlowKey } from './fair-queue.ts'
import { Refusals } from './refusals.ts'

export interface AdmissionLimits {
  /** How long a call may wait for its turn while calls wait all the time, ms. */
  readonly maxWaitMs: number
  /** Calls that wait or are being answered; more are refused. */
  readonly maxCalls: number
}

export interface AdmissionOptions<Call> {
  readonly limits: AdmissionLimits
  /** Milliseconds that never step back. */
  readonly monotonic: () => number
  /** Runs something once the event loop has read what is there to be read. */
  readonly later: (run: () => void) => void
  /** Runs something behind what settled promises run. */
  readonly soon: (run: () => void) => void
  /** Does the work; `onAnswered` follows, now or later. */
  readonly serve: (call: Call) => void
  readonly refuse: (call: Call) => void
  /** What `serve` threw at a call that had waited: nobody else is there to answer it. */
  readonly onFault: (call: Call, error: unknown) => void
  /** Whose call it is; asked only while calls wait, and cheap. */
  readonly flowOf: (call: Call) => FlowKey
  /** Tells of a client that goes away. */
  readonly onGone: (call: Call, listener: () => void) => void
}

/** Lets in as much work as can be done soon, and refuses the rest before it costs anything. */
export interface Admission<Call> {
  take(call: Call): void
  /** A call that was served has its answer. */
  onAnswered(): void
  readonly load: AdmissionLoad
}

export interface AdmissionLoad {
  readonly waiting: number
  /** Let in, and without an answer as yet. */
  readonly inFlight: number
  /** Since the start. */
  readonly refused: number
  /** Of a call that would come last, ms, as far as can be told. */
  readonly expectedWaitMs: number
}

/** Calls that nobody has to tell apart: nobody waits long. */
const anyone: FlowKey = 'anyone'

/** So much of the work is done in one piece before the sockets are looked at again: what they bring waits so long. */
const pieceMs = 2
/** How long the sockets are read on without a piece of work between, where more are ready than the loop reads at once. */
const readingMs = 2
/** A queue that was not empty for so long does not come from a burst. */
const standingAfterMs = 100
/** What a burst may wait, in `maxWaitMs`. */
const burstFactor = 10
/** By how much an expectation may be wrong before a call that was to be served is refused after all. */
const toleratedFactor = 2
/** So few may always wait: what they make of an expectation is chance, such as that others have the processor. */
const fewCalls = 16
/** Share of `maxWaitMs` below which flows are not told apart. */
const crowdedShare = 1 / 8
/** How much of a new measurement the expectation takes over. */
const learningShare = 0.2

/**
 * Queueing delay is what is held down, not the number of calls: what a worker can do in a second depends on policies,
 * bodies and the machine. A call waits for its turn in a queue of ours, because there its wait is known and can be
 * shared fairly; what waits in the sockets is read at once and costs little until its turn comes. How long a call would
 * wait is known when it arrives, so a refusal goes out without having waited itself.
 *
 * As in CoDel, a burst is let in: only a queue that has stood for a while is held to the small bound.
 * @see RFC 8289
 */
export function createAdmission<Call>(options: AdmissionOptions<Call>): Admission<Call> {
  const { monotonic, later, soon, serve, refuse, onFault, flowOf, onGone } = options
  const { maxWaitMs, maxCalls } = options.limits
  const queue = new FairQueue<WaitingCall<Call>>()
  const refusals = new Refusals(refuse, monotonic)
  let inFlight = 0
  /** Time from one call that leaves the queue to the next, with all that the worker does meanwhile. */
  let stepMs = 0.05
  let isOnReadSet = false
  let isWorking = false
  /** Calls are served as they come until then. */
  let pieceUntil = 0
  let lastEmptyAt = 0
  /** Of the measurement of `stepMs`. */
  let measuredFrom = 0
  let served = 0

  function take(call: Call): void {
    const now = monotonic()
    if (queue.size === 0) lastEmptyAt = now
    if (!isOnReadSet) {
      isOnReadSet = true
      later(onRead)
      if (queue.size === 0) {
        pieceUntil = now + pieceMs
        measureFrom(now)
      }
    }
    if (queue.size === 0 && now < pieceUntil && inFlight < maxCalls && !isWorking) {
      begin(call)
      return
    }
    queueOrRefuse(call, now)
    if (now >= pieceUntil + readingMs) work()
  }

  function queueOrRefuse(call: Call, now: number): void {
    const flow = queue.size * stepMs > maxWaitMs * crowdedShare ? flowOf(call) : anyone
    const boundMs = now - lastEmptyAt > standingAfterMs ? maxWaitMs : maxWaitMs * burstFactor
    const ahead = queue.aheadOf(flow)
    if (inFlight + queue.size >= maxCalls || (ahead >= fewCalls && ahead * stepMs > boundMs)) {
      refusals.add(call, now)
      return
    }
    const waiting = { call, beginBy: now + boundMs * toleratedFactor, isGone: false }
    queue.push(flow, waiting)
    onGone(call, () => {
      waiting.isGone = true
    })
  }

  /** What was ready to be read has been read. */
  function onRead(): void {
    isOnReadSet = false
    if (queue.size > 0) work()
    else {
      const now = monotonic()
      refusals.release(now, now + pieceMs)
    }
    comeBack()
  }

  function comeBack(): void {
    if (isOnReadSet || (queue.size === 0 && refusals.held === 0)) return
    isOnReadSet = true
    later(onRead)
  }

  /** One piece of the work that waits. */
  function work(): void {
    // An answer may let the connection hand over the next call.
    if (isWorking || queue.size === 0) return
    isWorking = true
    pieceUntil = monotonic() + pieceMs
    workOn()
  }

  function workOn(): void {
    const now = monotonic()
    const next = now < pieceUntil ? queue.shift() : undefined
    if (next === undefined) {
      endWork(now)
      return
    }
    if (!next.isGone) {
      // Calls before it took longer than those before them.
      if (now > next.beginBy && queue.size >= fewCalls) refusals.add(next.call, now)
      else beginWaiting(next.call)
    }
    // What a call does once its promises are settled belongs to the piece as well.
    soon(workOn)
  }

  function endWork(now: number): void {
    isWorking = false
    pieceUntil = now
    if (queue.size === 0) lastEmptyAt = now
    if (served > 0) stepMs += ((now - measuredFrom) / served - stepMs) * learningShare
    measureFrom(now)
    refusals.release(now, now)
    comeBack()
  }

  function measureFrom(now: number): void {
    measuredFrom = now
    served = 0
  }

  function begin(call: Call): void {
    inFlight += 1
    served += 1
    try {
      serve(call)
    } catch (error) {
      inFlight -= 1
      throw error
    }
  }

  function beginWaiting(call: Call): void {
    try {
      begin(call)
    } catch (error) {
      onFault(call, error)
    }
  }

  return {
    take,
    onAnswered() {
      inFlight -= 1
    },
    get load() {
      return { waiting: queue.size, inFlight, refused: refusals.count, expectedWaitMs: queue.size * stepMs }
    },
  }
}

interface WaitingCall<Call> {
  readonly call: Call
  readonly beginBy: number
  isGone: boolean
}
