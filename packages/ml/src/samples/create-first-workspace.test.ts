import {
  datasetDocument,
  experimentDocument,
  webServiceDocument,
  webServiceEndpointDocument,
  workspaceDocument,
} from '@sluice/contracts'
import { createFixedClock, createMemoryStore, createSecrets } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import { endpointKeyPurpose } from '../web-services/endpoint-keys.ts'
import { createFirstWorkspace } from './create-first-workspace.ts'

function prepare(withSamples: boolean) {
  const clock = createFixedClock()
  const store = createMemoryStore({ clock })
  const secrets = createSecrets(new Uint8Array(32))
  const random = createSeededRandom(1)
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
  return { store, secrets, create: () => createFirstWorkspace({ store, secrets, clock, randomBytes, withSamples }) }
}

describe('the first workspace', () => {
  it('holds the tutorial’s dataset, experiment and web service', async () => {
    const { store, secrets, create } = prepare(true)
    const first = await create()
    const workspace = `/workspaces/${first?.workspaceId}`
    expect(workspaceDocument.parse((await store.get(workspace))?.body).id).toBe(first?.workspaceId)
    const [dataset] = (await store.list(`${workspace}/datasets`)).map(({ body }) => datasetDocument.parse(body))
    expect(dataset?.name).toBe('Book Reviews from Amazon')
    expect(dataset?.description).toContain('sample')
    expect(dataset?.schema.map(({ name, type }) => [name, type])).toEqual([
      ['Col1', 'Int32'],
      ['Col2', 'String'],
    ])
    expect(dataset?.content.kind === 'inline' && dataset.content.rows).toHaveLength(60)
    const [experiment] = (await store.list(`${workspace}/experiments`)).map(({ body }) =>
      experimentDocument.parse(body),
    )
    expect(experiment?.name).toBe('SimpleFeatureHashingExperiment')
    const [webService] = (await store.list(`${workspace}/webservices`)).map(({ body }) =>
      webServiceDocument.parse(body),
    )
    expect(webService).toMatchObject({ name: 'SimpleFeatureHashingExperiment', experimentId: experiment?.id })
    const endpoints = await store.list(`${workspace}/webservices/${webService?.id}/endpoints`)
    const [endpoint] = endpoints.map(({ body }) => webServiceEndpointDocument.parse(body))
    expect(endpoint).toMatchObject({ id: first?.endpoint?.id, name: 'default', maxConcurrentCalls: 20 })
    expect(secrets.open(endpoint?.primaryKeySealed ?? '', endpointKeyPurpose(endpoint?.id ?? '', 'primary'))).toBe(
      first?.endpoint?.primaryKey,
    )
    expect(JSON.stringify(await store.readAll())).not.toContain(first?.endpoint?.primaryKey)
  })

  it('is made in one change, and only once', async () => {
    const { store, create } = prepare(true)
    const [first, second] = await Promise.all([create(), create()])
    expect([first, second].filter((result) => result !== undefined)).toHaveLength(1)
    expect((await store.readAll()).changeNumber).toBe(1)
    expect(await create()).toBeUndefined()
  })

  it('is empty without samples', async () => {
    const { store, create } = prepare(false)
    const first = await create()
    expect(first).toEqual({ workspaceId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect((await store.readAll()).documents.map(({ key }) => key)).toEqual([`/workspaces/${first?.workspaceId}`])
  })
})
