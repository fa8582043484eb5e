import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../tests/support/free-port.ts'
import { type MlSubject, startMl } from './ml-subject.ts'
import { makeFolder } from './places.ts'
import { alternate, type Measured, medianOf, type Rounds, type Subject, sumOfFailures } from './subject.ts'

/** Request-response scoring of one row, one core, no gateway before it. @returns lines of the report */
export async function benchScoring(folder: string, _upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const ml = await startMl(makeFolder(folder, 'ml'), await freePort())
  try {
    const subjects: Subject[] = []
    for (const [index, service] of (await scoredServices(ml)).entries()) {
      const script = join(folder, `score-${index}.lua`)
      writeFileSync(script, luaScript(service))
      subjects.push({ name: service.name, url: service.url, headers: [], script, child: ml.child })
    }
    return report(await alternate(subjects, rounds))
  } finally {
    await ml.stop()
  }
}

interface ScoredService {
  readonly name: string
  readonly url: string
  readonly key: string
  readonly body: unknown
}

interface EndpointObject {
  readonly PrimaryKey: string
  readonly ApiLocation: string
}

async function scoredServices(ml: MlSubject): Promise<readonly ScoredService[]> {
  const path = `/workspaces/${ml.workspaceId}/webservices`
  const services = (await ml.call('GET', path)) as readonly { readonly Id: string; readonly Name: string }[]
  const hashing = services.find(({ Name }) => Name === 'SimpleFeatureHashingExperiment')
  const [endpoint] = (await ml.call('GET', `${path}/${hashing?.Id}/endpoints`)) as readonly EndpointObject[]
  if (endpoint === undefined) throw new Error('The sample web service is not there.')
  return [
    {
      name: 'Feature Hashing, 8 columns',
      url: `${endpoint.ApiLocation}/execute?api-version=2.0&details=true`,
      key: endpoint.PrimaryKey,
      body: { Inputs: { input1: { ColumnNames: ['Col2'], Values: [['This is a good day']] } }, GlobalParameters: {} },
    },
  ]
}

/** What wrk sends. */
const luaScript = ({ key, body }: ScoredService): string =>
  [
    'wrk.method = "POST"',
    `wrk.headers["Authorization"] = "Bearer ${key}"`,
    'wrk.headers["Content-Type"] = "application/json"',
    `wrk.body = [==[${JSON.stringify(body)}]==]`,
  ].join('\n')

function report(measured: readonly Measured[]): readonly string[] {
  const rows = measured.map((each) => {
    const cells = [
      each.subject.name,
      Math.round(medianOf(each, (load) => load.requestsPerSecond)),
      medianOf(each, (load) => load.cpuMicroseconds).toFixed(1),
      medianOf(each, (load) => load.p50).toFixed(2),
      medianOf(each, (load) => load.p99).toFixed(2),
      sumOfFailures(each),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '## Request-response scoring',
    '',
    'Calls with one row, answered by the role ml on one core: key, JSON, scorer, JSON.',
    '',
    '| web service | calls a second | CPU µs a call | p50 ms | p99 ms | refused |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
  ]
}
