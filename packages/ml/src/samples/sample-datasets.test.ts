import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createFixedClock,
  createMemoryLog,
  createMemoryOutgoing,
  createMemoryStore,
  createSecrets,
  createTableFiles,
  openFolderArtifacts,
} from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import { rowCountOf } from '../datasets/content/dataset-contents.ts'
import { listDatasets } from '../datasets/dataset-documents.ts'
import { openDatasets } from '../datasets/datasets.ts'
import { bookReviews } from './book-reviews.ts'
import { createFirstWorkspace } from './create-first-workspace.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the sample datasets', () => {
  it('are made after the start, each with its columns and its source', async () => {
    const clock = createFixedClock()
    const store = createMemoryStore({ clock })
    const random = createSeededRandom(1)
    const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
    const artifacts = await openFolderArtifacts(folder)
    const tables = createTableFiles({ temporaryFolder: join(folder, 'temporary') })
    const secrets = createSecrets(new Uint8Array(32))
    const files = { artifacts, tables }
    const first = await createFirstWorkspace({ store, secrets, clock, randomBytes, withSamples: true, files })
    const workspaceId = first?.workspaceId ?? ''
    expect((await listDatasets(store, workspaceId)).map(({ name }) => name)).toEqual(['Book Reviews from Amazon'])

    const log = createMemoryLog()
    const outgoing = createMemoryOutgoing(() => new Response())
    const datasets = await openDatasets({ folder, store, artifacts, tables, outgoing, clock, log, randomBytes })
    for (const { id } of await datasets.imports.list(workspaceId)) {
      for await (const { state, error } of datasets.imports.follow(workspaceId, id, new AbortController().signal)) {
        expect([state, error]).not.toContain('failed')
      }
    }
    const made = await listDatasets(store, workspaceId)
    expect(Object.fromEntries(made.map((dataset) => [dataset.name, rowCountOf(dataset)]))).toEqual({
      'Book Reviews from Amazon': 5000,
      'Iris flowers': 150,
      Cars: 406,
      Movies: 3191,
      Mail: 800,
    })
    const columns = (name: string) =>
      made.find((dataset) => dataset.name === name)?.schema.map(({ name: column, type }) => `${column} ${type}`)
    expect(columns('Cars')).toEqual([
      'Name String',
      'Miles_per_Gallon Double',
      'Cylinders Int32',
      'Displacement Double',
      'Horsepower Int32',
      'Weight_in_lbs Int32',
      'Acceleration Double',
      'Year DateTime',
      'Origin String',
    ])
    expect(columns('Iris flowers')).toEqual([
      'sepal length Double',
      'sepal width Double',
      'petal length Double',
      'petal width Double',
      'species String',
    ])
    expect(made.every(({ source }) => source?.kind === 'sample')).toBe(true)
    const reviews = made.find(({ name }) => name.startsWith('Book'))
    if (reviews === undefined) throw new Error('The reviews are gone.')
    const start = await datasets.contents.rows(reviews, 0, bookReviews.length)
    expect(start.rowCount).toBe(60)
    await datasets.sweep(-1)
    expect(await artifacts.list('datasets')).toHaveLength(5)
    await datasets.close()
    expect(log.records).toEqual([])
  })
})
