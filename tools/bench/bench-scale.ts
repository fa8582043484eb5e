import { freePort } from '../../tests/support/free-port.ts'
import { generateSnapshot, keyOf } from './generated-snapshot.ts'
import { measureMatch } from './match-time.ts'
import { makeFolder } from './places.ts'
import { type SluiceSubject, startSluice } from './sluice-subject.ts'
import { alternate, medianOf, type Rounds, ratioTo, sumOfFailures } from './subject.ts'

const sizes = [
  { name: '1 API, 5 operations, 10 subscriptions', apis: 1, operationsPerApi: 5, subscriptions: 10 },
  {
    name: '2 000 APIs, 10 000 operations, 100 000 subscriptions',
    apis: 2_000,
    operationsPerApi: 5,
    subscriptions: 100_000,
  },
]

/** What a large instance costs beside a small one. @returns lines of the report */
export async function benchScale(folder: string, upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const started: { readonly sluice: SluiceSubject; readonly match: Awaited<ReturnType<typeof measureMatch>> }[] = []
  try {
    for (const size of sizes) {
      const match = await measureMatch(
        generateSnapshot(size, upstreamPort, (key) => key),
        size.apis,
      )
      const place = makeFolder(folder, `scale-${size.apis}`)
      const entriesFor = (lookupHash: (key: string) => string) => generateSnapshot(size, upstreamPort, lookupHash)
      started.push({ match, sluice: await startSluice(place, await freePort(), entriesFor) })
    }
    const subjects = sizes.map((size, at) => {
      const { child, port } = (started[at] as (typeof started)[number]).sluice
      // The last API and the last key: whatever is searched one by one would show here.
      const url = `http://127.0.0.1:${port}/api${size.apis - 1}/things/42/part1`
      return { name: size.name, url, child, headers: [`Ocp-Apim-Subscription-Key: ${keyOf(size.subscriptions - 1)}`] }
    })
    const measured = await alternate(subjects, rounds)
    const rows = measured.map((each, at) => {
      const { sluice, match } = started[at] as (typeof started)[number]
      const cells = [
        each.subject.name,
        Math.round(sluice.startMs),
        Math.round(match.compileMs),
        match.matchMicroseconds.toFixed(1),
        Math.round(sluice.memoryMiB()),
        Math.round(medianOf(each, (load) => load.requestsPerSecond)),
        ratioTo(measured[0], each),
        medianOf(each, (load) => load.cpuMicroseconds).toFixed(1),
        sumOfFailures(each),
      ]
      return `| ${cells.join(' | ')} |`
    })
    return [
      '## Size of the instance',
      '',
      'Start: from nothing to ready, with the snapshot over the stream. Compile: the snapshot alone. Match: one call in',
      'process from target to 401, so API, operation, key and answer. Memory: supervisor and gateway with one worker, under',
      'load.',
      '',
      '| instance | start ms | compile ms | match µs | memory MiB | calls a second | ratio | CPU µs a call | refused |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...rows,
      '',
    ]
  } finally {
    for (const { sluice } of started) await sluice.stop()
  }
}
