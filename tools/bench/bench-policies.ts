import { freePort } from '../../tests/support/free-port.ts'
import { measureCompile } from './compile-time.ts'
import { keyOf } from './generated-snapshot.ts'
import { measureLive } from './live-time.ts'
import { median } from './load.ts'
import { makeFolder } from './places.ts'
import { callHeaders, generateChains, generateDocuments } from './policy-subject.ts'
import { waitUntilReady } from './processes.ts'
import { startSluice } from './sluice-subject.ts'
import { alternate, type Measured, medianOf, type Rounds, ratioTo, type Subject, sumOfFailures } from './subject.ts'

const documents = 1_000
const saves = 20

/** What policies cost a call, what it takes to compile them, and until one is in force. @returns lines of the report */
export async function benchPolicies(folder: string, upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const measured = await measureChains(folder, upstreamPort, rounds)
  const first = await measureCompile(generateDocuments(documents, 0), documents)
  const compiles: number[] = []
  for (let round = 1; round <= rounds.count; round += 1) {
    compiles.push(await measureCompile(generateDocuments(documents, round), documents))
  }
  const live = await measureLive(saves)
  const sinceAnswer = live.map((each) => each.sinceAnswer)
  const sinceSent = live.map((each) => each.sinceSent)
  return [
    '## Policies',
    '',
    'One gateway with one worker, three APIs before one backend. The chain: key, rate limit and quota of the product, CORS',
    'for a page of another origin, three headers (one by an expression), a choice by an expression.',
    '',
    '| call | calls a second | of no policy, round by round | CPU µs a call | p50 ms | p99 ms | refused |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...measured.map((each) => row(each, measured[0])),
    '',
    `${documents} distinct documents such as the chain's, from their text to programs that have served a call each:`,
    `${Math.round(first)} ms in a new process, ${Math.round(median(compiles))} ms of others when its code is warm (median of ${rounds.count}).`,
    '',
    `A document saved through the management API of a whole program is in force at the gateway ${median(sinceAnswer).toFixed(1)} ms after`,
    `the answer to the save (median of ${saves}; the slowest ${Math.max(...sinceAnswer).toFixed(1)} ms), ${median(sinceSent).toFixed(1)} ms after it was sent (the slowest`,
    `${Math.max(...sinceSent).toFixed(1)} ms).`,
    '',
  ]
}

async function measureChains(folder: string, upstreamPort: number, rounds: Rounds): Promise<readonly Measured[]> {
  const sluice = await startSluice(makeFolder(folder, 'policies'), await freePort(), (lookupHash) =>
    generateChains(upstreamPort, lookupHash),
  )
  try {
    const subject = (name: string, path: string, headers: readonly string[]): Subject => {
      return { name, url: `http://127.0.0.1:${sluice.port}/${path}/things`, headers, child: sluice.child }
    }
    const subjects = [
      subject('no policy', 'open', callHeaders),
      subject('key', 'keyed', [`Ocp-Apim-Subscription-Key: ${keyOf(1)}`]),
      subject('chain', 'chain', callHeaders),
    ]
    for (const { url, headers } of subjects) await waitUntilReady(url, headers)
    // Many short ones: what is looked for is smaller than what a machine's speed changes by from one second to the next.
    return await alternate(subjects, { count: rounds.count * rounds.seconds, seconds: 1 })
  } finally {
    await sluice.stop()
  }
}

const row = (each: Measured, reference: Measured | undefined): string =>
  `| ${[
    each.subject.name,
    Math.round(medianOf(each, (load) => load.requestsPerSecond)),
    ratioTo(reference, each),
    medianOf(each, (load) => load.cpuMicroseconds).toFixed(1),
    medianOf(each, (load) => load.p50).toFixed(2),
    medianOf(each, (load) => load.p99).toFixed(2),
    sumOfFailures(each),
  ].join(' | ')} |`
