import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../tests/support/free-port.ts'
import { createStudioClient, type StudioClient } from '../../tests/support/studio-client.ts'
import { housePrices, housesCsv, reviewClassifier, reviewsCsv } from '../../tests/support/studio-experiments.ts'
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
  const body = (columns: readonly string[], values: readonly unknown[]) => ({
    Inputs: { input1: { ColumnNames: columns, Values: [values] } },
    GlobalParameters: {},
  })
  const studio = createStudioClient({ origin: ml.url, workspaceId: ml.workspaceId, token: ml.token })
  const review = 'A wonderful book, brilliant to the end. I loved it!'
  return [
    {
      name: 'Feature Hashing, 8 columns',
      url: `${endpoint.ApiLocation}/execute?api-version=2.0&details=true`,
      key: endpoint.PrimaryKey,
      body: body(['Col2'], ['This is a good day']),
    },
    {
      name: 'a review hashed to 1 024 columns, Two-Class Logistic Regression, only the scores given back',
      ...(await publishPredictive(studio, 'Hashed reviews', reviewsCsv(2000), (datasetId) =>
        reviewClassifier(datasetId, { cleans: false, appends: false }),
      )),
      body: body(['opinion', 'text'], [null, review]),
    },
    {
      name: 'the same, cleaned first, hashed columns given back, too',
      ...(await publishPredictive(studio, 'Opinions of reviews', reviewsCsv(2000), reviewClassifier)),
      body: body(['opinion', 'text'], [null, review]),
    },
    {
      name: '100 Boosted Decision Trees, 3 columns',
      ...(await publishPredictive(studio, 'Prices of houses', housesCsv(2000), housePrices)),
      body: body(['size', 'age', 'place', 'price'], [100, 10, 'town', null]),
    },
  ]
}

/** Trains, makes the predictive experiment of it, and publishes that. */
async function publishPredictive(
  studio: StudioClient,
  name: string,
  csv: string,
  graph: (datasetId: string) => object,
): Promise<Pick<ScoredService, 'url' | 'key'>> {
  const datasetId = await studio.upload(name, 'rows.csv', csv)
  const { id } = await studio.call('POST', '/experiments', { name, graph: graph(datasetId) })
  await studio.run(id)
  const { experimentId } = await studio.call('POST', `/experiments/${id}/conversions`, { kind: 'predictive' })
  const { address, key } = await studio.publish(experimentId)
  return { url: `${address}/execute?api-version=2.0&details=true`, key }
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
