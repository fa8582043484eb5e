import { join } from 'node:path'
import { freePort } from '../../tests/support/free-port.ts'
import { generateSnapshot, keyOf } from './generated-snapshot.ts'
import { startNginx } from './nginx-peer.ts'
import { makeFolder } from './places.ts'
import { firstLine, provide, startPinned, stop, subjectCore, waitUntilReady } from './processes.ts'
import { startSluice } from './sluice-subject.ts'
import { alternate, type Measured, medianOf, type Rounds, ratioTo, type Subject, sumOfFailures } from './subject.ts'

const path = '/api0/things'

/** One core as a proxy: the gateway with key, rate limit and quota beside its peers. @returns lines of the report */
export async function benchProxy(folder: string, upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const key = keyOf(0)
  const headers = [`Ocp-Apim-Subscription-Key: ${key}`]
  const missing: string[] = []
  const stops: (() => Promise<void>)[] = []
  const subjects: Subject[] = []
  try {
    const size = { apis: 1, operationsPerApi: 5, subscriptions: 10 }
    const sluice = await startSluice(makeFolder(folder, 'sluice'), await freePort(), (lookupHash) =>
      generateSnapshot(size, upstreamPort, lookupHash),
    )
    stops.push(sluice.stop)
    const url = `http://127.0.0.1:${sluice.port}${path}`
    subjects.push({ name: 'Sluice: key, rate limit, quota', url, headers, child: sluice.child })

    if (provide('nginx', 'nginx-light')) {
      const port = await freePort()
      const child = startNginx(makeFolder(folder, 'nginx'), port, upstreamPort, key)
      stops.push(() => stop(child))
      subjects.push({ name: 'nginx: key map, limit, log', url: `http://127.0.0.1:${port}${path}`, headers, child })
    } else {
      missing.push('nginx is not there and cannot be installed here, so there is no ratio to it.')
    }

    for (const [name, script, engine = ''] of [
      ['Sluice’s HTTP engine alone: nothing but the proxy', 'http-layer-peer.ts', 'own'],
      ['node:http with undici: nothing but the proxy', 'http-layer-peer.ts', 'node'],
      ['@fastify/http-proxy: nothing but the proxy', 'fastify-peer.ts'],
    ] as const) {
      const child = startPinned(subjectCore, process.execPath, [
        join(import.meta.dirname, script),
        String(upstreamPort),
        engine,
      ])
      stops.push(() => stop(child))
      subjects.push({ name, url: `http://127.0.0.1:${await firstLine(child)}${path}`, headers, child })
    }
    for (const subject of subjects) await waitUntilReady(subject.url, subject.headers)
    return report(await alternate(subjects, rounds), missing)
  } finally {
    for (const stopSubject of stops) await stopSubject()
  }
}

function report(measured: readonly Measured[], missing: readonly string[]): readonly string[] {
  const reference = measured.find(({ subject }) => subject.name.startsWith('nginx'))
  const cpuOf = (each: Measured) => medianOf(each, (load) => load.cpuMicroseconds)
  const rows = measured.map((each) => {
    const cpu = cpuOf(each)
    const cells = [
      each.subject.name,
      Math.round(medianOf(each, (load) => load.requestsPerSecond)),
      ratioTo(reference, each),
      cpu.toFixed(1),
      reference === undefined ? '' : (cpuOf(reference) / cpu).toFixed(2),
      medianOf(each, (load) => load.p50).toFixed(2),
      medianOf(each, (load) => load.p99).toFixed(2),
      sumOfFailures(each),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '## Throughput of one core',
    '',
    '| subject | calls a second | of nginx, round by round | CPU µs a call | of nginx by CPU | p50 ms | p99 ms | refused |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    ...missing.flatMap((line) => [line, '']),
  ]
}
