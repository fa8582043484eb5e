import type { BatchFile, BatchJobDocument } from '@sluice/contracts'
import { createMemoryBlobs } from '@sluice/platform'
import type { FixtureOptions } from '../../machine-learning.fixture.ts'
import { numbers, startWithLearner } from '../../web-services/published.fixture.ts'
import { createTestModel, retrainingGraph, scoringGraph } from '../../web-services/trained-graph.fixture.ts'
import { putBatchJob, readBatchJob } from './job-records.ts'
import { openBlobAccess } from './job-secrets.ts'

export const accountKey = Buffer.from('0123456789abcdef').toString('base64')
export const connectionString = `DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=${accountKey}`
const account = 'https://contoso.blob.core.windows.net'

/** A file in the account of the tests. */
export const place = (path: string) => ({ ConnectionString: connectionString, RelativeLocation: path })

/** What a caller of the service of `startBatch` sends. */
export const submission = {
  Inputs: { input1: place('data/rows.csv') },
  Outputs: { output1: place('data/scored.csv') },
  GlobalParameters: {},
}

/**
 * The ML role with a scoring and a retraining web service, storage in memory, and nobody who runs jobs: a test plays that
 * part with `end`.
 */
export async function startBatch(options: FixtureOptions = {}) {
  const blobs = createMemoryBlobs({ containers: [`${account}/data`, `${account}/own`], keys: { contoso: accountKey } })
  const ml = await startWithLearner({ blobs, ...options })
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  const census = await ml.publish(scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10))))
  const training = await ml.publish(retrainingGraph(dataset), { name: 'Training' })
  const call = async (
    method: string,
    rest: string,
    {
      body,
      key = census.key,
      path = census.path,
      headers = [],
    }: {
      readonly body?: unknown
      readonly key?: string
      readonly path?: string
      readonly headers?: readonly string[]
    } = {},
  ) => {
    const response = await ml.send({
      method,
      target: `${path}/jobs${rest}`,
      headers: ['Authorization', `Bearer ${key}`, ...headers],
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    })
    const text = response.text()
    // biome-ignore lint/suspicious/noExplicitAny: a test names the members that it expects
    return { status: response.status, response, text, body: (text === '' ? undefined : JSON.parse(text)) as any }
  }
  const job = (id: string) => readBatchJob(ml.store, ml.workspaceId, id)
  const change = async (id: string, changes: Partial<BatchJobDocument>) =>
    ml.store.transact({ actor: 'test' }, async (transaction) =>
      putBatchJob(transaction, { ...(await readBatchJob(transaction, ml.workspaceId, id)), ...changes }),
    )
  return {
    ...ml,
    blobs,
    census,
    training,
    call,
    job,
    change,
    /** Submits what `submission` says, or another body. @returns the id of the job */
    async submit(body: unknown = submission): Promise<string> {
      const answer = await call('POST', '?api-version=2.0', { body })
      if (answer.status !== 200) throw new Error(answer.text)
      return answer.body
    },
    accessOf: (id: string, file: BatchFile | undefined) => openBlobAccess(ml.secrets, id, file as BatchFile),
  }
}

export type Batch = Awaited<ReturnType<typeof startBatch>>
