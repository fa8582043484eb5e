import { setTimeout as delay } from 'node:timers/promises'
import { type BusyGateway, floodKey, politeKey, startBusyGateway } from './busy-gateway.ts'

export interface OverloadOutcome {
  /** Calls a second that callers one after the other get answered. */
  readonly peak: number
  readonly askedPerSecond: number
  readonly servedPerSecond: number
  readonly refused: number
  /** Answers that are neither, and calls without an answer. */
  readonly faults: readonly string[]
  readonly politeAsked: number
  readonly politeServed: number
  /** Milliseconds, of refusals and of what was served: middle and 99th of a hundred. */
  readonly refusedMs: readonly [number, number]
  readonly servedMs: readonly [number, number]
  /** After the end of the load, until calls are served one after the other. */
  readonly recoveredMs: number
}

const callers = 16
/** How much more than it can do is asked for. */
const excess = 3
/** Share of what it can do that the polite one asks for. */
const politeShare = 0.1

/** Asks a gateway for three times of what it can do, from one subscription, while another one asks for little. */
export async function overloadGateway(seconds: number): Promise<OverloadOutcome> {
  const gateway = await startBusyGateway()
  try {
    await peakOf(gateway, 1)
    const peak = await peakOf(gateway, Math.max(1, seconds / 4))
    return await overload(gateway, peak, seconds)
  } finally {
    await gateway.close()
  }
}

async function peakOf({ ask }: BusyGateway, seconds: number): Promise<number> {
  const from = performance.now()
  const until = from + seconds * 1_000
  let served = 0
  const call = async () => {
    while (performance.now() < until) if ((await ask(floodKey)) === 200) served += 1
  }
  await Promise.all(Array.from({ length: callers }, call))
  return (served * 1_000) / (performance.now() - from)
}

async function overload({ ask }: BusyGateway, peak: number, seconds: number): Promise<OverloadOutcome> {
  const times: Record<'served' | 'refused', number[]> = { served: [], refused: [] }
  const faults: string[] = []
  const polite = { asked: 0, served: 0 }
  const asking = new Set<Promise<void>>()
  const send = (subscriptionKey: string) => {
    const sentAt = performance.now()
    const answered = ask(subscriptionKey).then((status) => {
      asking.delete(answered)
      if (status === 200 && subscriptionKey === politeKey) polite.served += 1
      if (status === 200) times.served.push(performance.now() - sentAt)
      else if (status === 429) times.refused.push(performance.now() - sentAt)
      else faults.push(`an answer ${status}`)
    })
    asking.add(answered)
  }
  await ask(politeKey)
  const from = performance.now()
  let flooded = 0
  for (let elapsed = 0; elapsed < seconds * 1_000; elapsed = performance.now() - from) {
    // At even distances, whether answers come or not.
    for (const due = (elapsed / 1_000) * peak * excess; flooded < due; flooded += 1) send(floodKey)
    for (const due = (elapsed / 1_000) * peak * politeShare; polite.asked < due; polite.asked += 1) send(politeKey)
    await delay(2)
  }
  const elapsedSeconds = (performance.now() - from) / 1_000
  const servedPerSecond = times.served.length / elapsedSeconds
  const endedAt = performance.now()
  await Promise.all(asking)
  for (let inRow = 0; inRow < 20; ) inRow = (await ask(floodKey)) === 200 ? inRow + 1 : 0
  return {
    ...{ peak, servedPerSecond, faults },
    askedPerSecond: flooded / elapsedSeconds,
    refused: times.refused.length,
    politeAsked: polite.asked,
    politeServed: polite.served,
    refusedMs: middleAndWorst(times.refused),
    servedMs: middleAndWorst(times.served),
    recoveredMs: performance.now() - endedAt,
  }
}

export function middleAndWorst(times: readonly number[]): readonly [number, number] {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return [at(0.5), at(0.99)]
}
