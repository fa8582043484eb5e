import { createFixedClock } from '@sluice/platform'
import { expect, it } from 'vitest'
import { type AdmissionLimits, createAdmission } from './admission.ts'

interface Call {
  readonly flow: string
  readonly at: number
  /** What its work takes, ms. */
  readonly cost: number
  outcome?: 'served' | 'refused'
  /** Between arrival and outcome, ms. */
  waited?: number
  leave?: () => void
}

/** A worker whose time goes by with nothing but the work on calls: to read one, to refuse it, its cost to serve it. */
function createWorker(limits: Partial<AdmissionLimits> = {}, costs = { read: 0.01, refuse: 0.01 }) {
  const clock = createFixedClock()
  let laters: (() => void)[] = []
  const soons: (() => void)[] = []
  const runSoons = () => {
    for (let run = soons.shift(); run !== undefined; run = soons.shift()) run()
  }
  const answer = (call: Call, outcome: 'served' | 'refused') => {
    call.outcome = outcome
    call.waited = clock.monotonic() - call.at
  }
  const faults: unknown[] = []
  const admission = createAdmission<Call>({
    limits: { maxWaitMs: 50, maxCalls: 10_000, ...limits },
    monotonic: () => clock.monotonic(),
    later: (run) => laters.push(run),
    soon: (run) => soons.push(run),
    serve(call) {
      if (call.cost < 0) throw new Error('no cost')
      clock.advance(call.cost)
      answer(call, 'served')
      admission.onAnswered()
    },
    refuse(call) {
      clock.advance(costs.refuse)
      answer(call, 'refused')
    },
    onFault: (_, error) => faults.push(error),
    flowOf: ({ flow }) => flow,
    onGone(call, listener) {
      call.leave = listener
    },
  })
  /** One turn of the event loop: what has come is read, then what was put off until then is run. */
  const turn = (arrived: readonly Call[]) => {
    for (const call of arrived) {
      clock.advance(costs.read)
      admission.take(call)
      runSoons()
    }
    const due = laters
    laters = []
    for (const run of due) {
      run()
      runSoons()
    }
  }
  return {
    admission,
    clock,
    faults,
    turn,
    /** As many connections, each of which asks anew as soon as it has an answer. @returns all that was asked for */
    insist(connections: number, milliseconds: number, cost: number): Call[] {
      const calls = Array.from({ length: connections }, () => call('a', clock.monotonic(), cost))
      const open = [...calls]
      const asked = [...calls]
      turn(calls)
      while (clock.monotonic() < milliseconds) {
        const now = clock.monotonic()
        const anew: Call[] = []
        for (const [index, each] of open.entries()) {
          if (each.outcome === undefined) continue
          const next = call('a', now, cost)
          open[index] = next
          anew.push(next)
        }
        asked.push(...anew)
        turn(anew)
      }
      return asked
    },
    settle() {
      while (laters.length > 0) turn([])
    },
    /** Lets calls arrive at their times. */
    play(calls: readonly Call[]) {
      let next = 0
      while (next < calls.length || laters.length > 0) {
        const now = clock.monotonic()
        const from = next
        while (next < calls.length && (calls[next] as Call).at <= now) next += 1
        if (from === next && laters.length === 0) clock.advance((calls[next] as Call).at - now)
        else turn(calls.slice(from, next))
      }
    },
  }
}

const call = (flow: string, at = 0, cost = 1): Call => ({ flow, at, cost })

/** Calls at even distances. */
const stream = (flow: string, perSecond: number, seconds: number, cost = 1): Call[] =>
  Array.from({ length: perSecond * seconds }, (_, index) => call(flow, (index * 1_000) / perSecond, cost))

const merged = (...streams: readonly Call[][]): Call[] => streams.flat().toSorted((a, b) => a.at - b.at)
const count = (calls: readonly Call[], outcome: Call['outcome']): number =>
  calls.filter((each) => each.outcome === outcome).length
const longestWait = (calls: readonly Call[], outcome: Call['outcome']): number =>
  Math.max(0, ...calls.filter((each) => each.outcome === outcome).map(({ waited }) => waited ?? 0))

it('serves calls as they come while there is time for them', () => {
  const { play, admission } = createWorker()
  const calls = stream('a', 500, 2)
  play(calls)
  expect(count(calls, 'served')).toBe(1_000)
  expect(longestWait(calls, 'served')).toBeLessThan(3)
  expect(admission.load).toMatchObject({ waiting: 0, inFlight: 0, refused: 0 })
})

it('lets a burst wait, all of it', () => {
  const { play } = createWorker()
  const calls = Array.from({ length: 400 }, () => call('a'))
  play(calls)
  expect(count(calls, 'served')).toBe(400)
})

it('refuses at three times what it can do, at once, and serves on at full speed with short waits', () => {
  const { play } = createWorker()
  const calls = stream('a', 3_000, 5)
  play(calls)
  const later = calls.filter(({ at }) => at > 1_000)
  // 4 s of 1 ms each, less what reading takes.
  expect(count(later, 'served')).toBeGreaterThan(3_600)
  expect(count(later, 'served') + count(later, 'refused')).toBe(later.length)
  expect(longestWait(later, 'served')).toBeLessThan(2 * 50)
  // Those that wait already were read before it was known how long it takes.
  const atOnce = later.filter(({ outcome, waited = 0 }) => outcome === 'refused' && waited <= 5)
  expect(atOnce.length / count(later, 'refused')).toBeGreaterThan(0.99)
})

it('refuses nobody as soon as the load is gone', () => {
  const { play } = createWorker()
  const flood = stream('a', 5_000, 2)
  const afterwards = stream('a', 500, 1).map((each) => ({ ...each, at: each.at + 2_200 }))
  play([...flood, ...afterwards])
  expect(count(flood, 'refused')).toBeGreaterThan(5_000)
  expect(count(afterwards, 'served')).toBe(500)
  expect(longestWait(afterwards, 'served')).toBeLessThan(5)
})

it('lets one that floods not push out another one, which gets what it asks for below its share', () => {
  const { play } = createWorker()
  const flood = stream('flood', 5_000, 4)
  const polite = stream('polite', 200, 4)
  play(merged(flood, polite))
  expect(count(polite, 'refused')).toBe(0)
  expect(longestWait(polite.slice(100), 'served')).toBeLessThan(50)
  expect(count(flood, 'served')).toBeGreaterThan(2_500)
})

it('shares evenly among several that all ask for too much', () => {
  const { play } = createWorker()
  const floods = [stream('a', 1_000, 4), stream('b', 2_000, 4), stream('c', 4_000, 4)]
  play(merged(...floods))
  const served = floods.map((flood) => count(flood.slice(flood.length / 4), 'served'))
  const [least = 0, most = 0] = [Math.min(...served), Math.max(...served)]
  expect(least / most).toBeGreaterThan(0.8)
})

it('refuses what has waited too long because others took longer than those before', () => {
  const { play } = createWorker()
  const cheap = stream('a', 20_000, 1, 0.05)
  const dear = stream('a', 2_000, 2, 5).map((each) => ({ ...each, at: each.at + 1_000 }))
  play([...cheap, ...dear])
  const settled = dear.slice(1_000)
  expect(longestWait(settled, 'served')).toBeLessThanOrEqual(2 * 50 + 5)
  expect(count(settled, 'served')).toBeGreaterThan(0)
})

it('does no work for a client that has gone while it waited', () => {
  const { turn, settle, admission } = createWorker()
  const calls = Array.from({ length: 10 }, () => call('a'))
  turn(calls)
  const gone = calls.filter(({ outcome }) => outcome === undefined)
  for (const { leave } of gone) leave?.()
  settle()
  expect(gone.length).toBeGreaterThan(0)
  expect(gone.every(({ outcome }) => outcome === undefined)).toBe(true)
  expect(admission.load.waiting).toBe(0)
})

it('serves on where refusing alone would take all the time, by letting refusals wait', () => {
  const { insist } = createWorker({}, { read: 0.03, refuse: 0.03 })
  const calls = insist(1_000, 2_000, 0.1)
  // 2 s of 0.13 ms each would be 15 400; a quarter of the time is for refusals.
  expect(count(calls, 'served')).toBeGreaterThan(10_000)
  expect(count(calls, 'refused')).toBeGreaterThan(1_000)
})

it('answers all refusals that wait once there is nothing else to do', () => {
  const { turn, settle, admission } = createWorker({ maxCalls: 10 }, { read: 0.001, refuse: 0.05 })
  const calls = Array.from({ length: 200 }, () => call('a'))
  turn(calls)
  expect(count(calls, 'refused')).toBeLessThan(150)
  settle()
  expect(count(calls, 'served') + count(calls, 'refused')).toBe(200)
  expect(count(calls, 'refused')).toBeGreaterThan(150)
  expect(admission.load).toMatchObject({ waiting: 0, inFlight: 0 })
})

it('refuses more calls than may be open at once', () => {
  const answers: string[] = []
  const laters: (() => void)[] = []
  const clock = createFixedClock()
  const admission = createAdmission<string>({
    limits: { maxWaitMs: 50, maxCalls: 2 },
    monotonic: () => clock.monotonic(),
    later: (run) => laters.push(run),
    soon: queueMicrotask,
    serve: (name) => answers.push(`${name} served`),
    refuse: (name) => answers.push(`${name} refused`),
    onFault: () => answers.push('failed'),
    flowOf: () => 'a',
    onGone() {},
  })
  for (const name of ['first', 'second', 'third']) admission.take(name)
  admission.onAnswered()
  admission.take('fourth')
  expect(answers).toEqual(['first served', 'second served', 'third refused', 'fourth served'])
})

it('goes on after a call that failed', () => {
  const { turn, settle, faults, admission } = createWorker()
  const calls = [call('a', 0, 3), call('a', 0, -1), call('a'), call('a')]
  turn(calls)
  settle()
  expect(faults).toEqual([new Error('no cost')])
  expect(calls.map(({ outcome }) => outcome)).toEqual(['served', undefined, 'served', 'served'])
  expect(admission.load).toMatchObject({ waiting: 0, inFlight: 0 })
})
