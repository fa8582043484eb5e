import { setTimeout as delay } from 'node:timers/promises'
import { type BusyGateway, floodKey, politeKey, startBusyGateway } from './busy-gateway.ts'

export interface OverloadOutcome {
  /** Calls a second that callers one after the other get answered. */
  readonly peak: number
  readonly askedPerSecond: number
  readonly servedPerSecond: number
  readonly refused: number
  readonly floodAsked: number
  readonly floodServed: number
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

/**
 * `steady`: three times of what it can do, at even distances, whether answers come or not. `insistent`: many that ask
 * anew with each answer, which is too much for a machine of any speed.
 */
export type Flood = 'steady' | 'insistent'

const insistentCallers = 400

/** Asks a gateway for more than it can do, from one subscription, while another one asks for little. */
export async function overloadGateway(seconds: number, flood: Flood = 'steady'): Promise<OverloadOutcome> {
  const gateway = await startBusyGateway()
  try {
    await peakOf(gateway, 1)
    const windows: number[] = []
    // Others have the machine from time to time: the best is what the gateway can do.
    for (let window = 0; window < 4; window += 1) windows.push(await peakOf(gateway, seconds / 8))
    return await overload(gateway, Math.max(...windows), { seconds, flood })
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

async function overload(
  { ask }: BusyGateway,
  peak: number,
  { seconds, flood }: { readonly seconds: number; readonly flood: Flood },
): Promise<OverloadOutcome> {
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
    return answered
  }
  await ask(politeKey)
  const from = performance.now()
  const until = from + seconds * 1_000
  let flooded = 0
  const insist = async () => {
    for (; performance.now() < until; flooded += 1) await send(floodKey)
  }
  if (flood === 'insistent') for (let caller = 0; caller < insistentCallers; caller += 1) void insist()
  for (let elapsed = 0; elapsed < seconds * 1_000; elapsed = performance.now() - from) {
    const seen = elapsed / 1_000
    if (flood === 'steady') for (const due = seen * peak * excess; flooded < due; flooded += 1) void send(floodKey)
    for (const due = seen * peak * politeShare; polite.asked < due; polite.asked += 1) void send(politeKey)
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
    floodAsked: flooded,
    floodServed: times.served.length - polite.served,
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
