import { freePort } from '../../tests/support/free-port.ts'
import { keyOf } from './generated-snapshot.ts'
import { drive, type Load, median } from './load.ts'
import { makeFolder } from './places.ts'
import { generateChains } from './policy-subject.ts'
import { cpuSecondsOf, waitUntilReady } from './processes.ts'
import { type SluiceSubject, startSluice } from './sluice-subject.ts'
import type { Rounds } from './subject.ts'

/** Each round of the run is so many short ones in the order off, on, on, off, so that drifts of the machine cancel. */
const turnsPerRound = 3

interface Turn extends Load {
  readonly cpuMicroseconds: number
}

interface Compared {
  readonly name: string
  readonly off: readonly Turn[]
  readonly on: readonly Turn[]
}

/** What counting every call costs the gateway's throughput. @returns lines of the report */
export async function benchUsage(folder: string, upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const start = async (name: string, isOn: boolean) =>
    startSluice(makeFolder(folder, name), await freePort(), (lookupHash) => generateChains(upstreamPort, lookupHash), {
      SLUICE_GATEWAY_USAGE: String(isOn),
    })
  const off = await start('usage-off', false)
  const on = await start('usage-on', true)
  try {
    const headers = [`Ocp-Apim-Subscription-Key: ${keyOf(1)}`]
    const compared = [
      await compare('served, with a key', { off, on }, '/keyed/things', headers, rounds),
      await compare('refused, without a key', { off, on }, '/keyed/things', [], rounds),
    ]
    return [
      '## Usage',
      '',
      'One gateway with one worker whose calls are counted, and one whose calls are not, in turns of a second in the order off,',
      'on, on, off; medians. Records of single calls are kept as by default.',
      '',
      '| call | calls a second, not counted | counted | ratio, turn by turn | CPU µs a call, not counted | counted | p99 ms, not counted | counted |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...compared.map(row),
      '',
    ]
  } finally {
    await off.stop()
    await on.stop()
  }
}

async function compare(
  name: string,
  { off, on }: { readonly off: SluiceSubject; readonly on: SluiceSubject },
  path: string,
  headers: readonly string[],
  rounds: Rounds,
): Promise<Compared> {
  const compared = { name, off: [] as Turn[], on: [] as Turn[] }
  const measure = async ({ child, port }: SluiceSubject): Promise<Turn> => {
    const pid = child.pid ?? 0
    const before = cpuSecondsOf(pid)
    const load = await drive(`http://127.0.0.1:${port}${path}`, headers, 1)
    return { ...load, cpuMicroseconds: ((cpuSecondsOf(pid) - before) * 1_000_000) / load.requests }
  }
  for (const subject of [off, on]) {
    if (headers.length > 0) await waitUntilReady(`http://127.0.0.1:${subject.port}${path}`, headers)
    // Two turns that nobody counts: code is compiled as it is used.
    await measure(subject)
    await measure(subject)
  }
  for (let turn = 0; turn < rounds.count * turnsPerRound; turn += 1) {
    compared.off.push(await measure(off))
    compared.on.push(await measure(on), await measure(on))
    compared.off.push(await measure(off))
  }
  console.error(`  ${name}: ${ratioOf(compared).toFixed(3)} of the throughput`)
  return compared
}

/** Median over the turns, each pair of them side by side. */
const ratioOf = ({ off, on }: Compared): number =>
  median(on.map(({ requestsPerSecond }, at) => requestsPerSecond / (off[at]?.requestsPerSecond ?? Number.NaN)))

function row(compared: Compared): string {
  const both = (read: (turn: Turn) => number, digits: number) =>
    [compared.off, compared.on].map((turns) => median(turns.map(read)).toFixed(digits))
  return `| ${[
    compared.name,
    ...both(({ requestsPerSecond }) => requestsPerSecond, 0),
    ratioOf(compared).toFixed(3),
    ...both(({ cpuMicroseconds }) => cpuMicroseconds, 1),
    ...both(({ p99 }) => p99, 2),
  ].join(' | ')} |`
}
