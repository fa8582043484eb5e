import { overloadGateway } from '../../tests/faults/overload/overload-gateway.ts'
import { holdSlowConnections } from '../../tests/faults/overload/slow-connections.ts'
import type { Rounds } from './subject.ts'

const slowConnections = 2_000

/** A gateway that is asked for too much, and one among slow peers. @returns lines of the report */
export async function benchOverload(
  _folder: string,
  _upstreamPort: number,
  rounds: Rounds,
): Promise<readonly string[]> {
  const seconds = rounds.count === 1 ? 5 : 60
  const overload = await overloadGateway(seconds)
  const slow = await holdSlowConnections({ connections: slowConnections, seconds: rounds.count * rounds.seconds })
  const { peak, askedPerSecond, servedPerSecond } = overload
  const whole = (value: number) => value.toFixed(0)
  const pair = ([middle, worst]: readonly [number, number]) => `${middle.toFixed(1)} / ${worst.toFixed(1)} ms`
  return [
    '## Overload',
    '',
    `One worker, a call with an expression that counts to 20 000; one subscription asks for three times of what the gateway can do, for ${seconds} s,`,
    'another one for a tenth. Who asks is in the same process and not pinned.',
    '',
    '| what | figure |',
    '| --- | ---: |',
    `| peak, sixteen callers one after the other | ${whole(peak)} calls/s |`,
    `| asked for | ${whole(askedPerSecond)} calls/s, ${(askedPerSecond / peak).toFixed(1)} of the peak |`,
    `| served meanwhile | ${whole(servedPerSecond)} calls/s, ${(servedPerSecond / peak).toFixed(2)} of the peak |`,
    `| refused | ${overload.refused}; other faults ${overload.faults.length} |`,
    `| time of a refusal, p50 / p99, with that of the asking side | ${pair(overload.refusedMs)} |`,
    `| time of an answer, p50 / p99 | ${pair(overload.servedMs)} |`,
    `| of the polite one served | ${overload.politeServed} of ${overload.politeAsked} |`,
    `| until served as before, after the end | ${whole(overload.recoveredMs)} ms |`,
    '',
    `With ${slow.connections} slow connections (heads, bodies, readers, a backend that says nothing, a quarter each), one caller after the other:`,
    '',
    '| p99 without them | p99 beside them | ratio | calls that failed |',
    '| ---: | ---: | ---: | ---: |',
    `| ${slow.p99Before.toFixed(2)} ms | ${slow.p99Beside.toFixed(2)} ms | ${(slow.p99Beside / slow.p99Before).toFixed(2)} | ${slow.faults.length} |`,
  ]
}
