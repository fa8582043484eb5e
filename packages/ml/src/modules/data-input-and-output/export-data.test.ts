import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { createMemoryBlobs } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { type RunOptions, runModule } from '../run-module.fixture.ts'
import { exportData } from './export-data.ts'

const key = 'c2VjcmV0'
const account = { accountName: 'acct', accountKey: key, path: 'data/out/a.csv' }
const dataset = createTableFromRows(
  [toColumnSchema('text', 'String'), toColumnSchema('n', 'Double')],
  [
    ['a, b', 0.5],
    [null, null],
  ],
)

async function storage() {
  const blobs = createMemoryBlobs({ containers: ['https://acct.blob.core.windows.net/data'], keys: { acct: key } })
  const container = await blobs.openContainer({ by: 'key', account: 'acct', key, container: 'data' })
  const textOf = async (path: string) => {
    let text = ''
    for await (const chunk of await container.read(path)) text += new TextDecoder().decode(chunk)
    return text
  }
  return { context: { blobs }, textOf, container }
}
const run = (parameters: object, options: RunOptions) => runModule(exportData, { dataset }, parameters, options)

describe('Export Data', () => {
  it('writes CSV without a header when nothing else is set', async () => {
    const { context, textOf } = await storage()
    const log: string[] = []
    expect(await run(account, { context, log })).toEqual({})
    expect(await textOf('out/a.csv')).toBe('"a, b",0.5\r\n,\r\n')
    expect(log).toEqual(['Wrote 15 bytes to https://acct.blob.core.windows.net/data/out/a.csv.'])
  })

  it.each([
    [{ hasHeader: true }, 'text,n\r\n"a, b",0.5\r\n,\r\n'],
    [{ fileFormat: 'tsv', hasHeader: true }, 'text\tn\r\na, b\t0.5\r\n\t\r\n'],
    [
      { fileFormat: 'arff' },
      "@relation dataset\n\n@attribute text string\n@attribute n numeric\n\n@data\n'a, b',0.5\n?,?\n",
    ],
  ])('writes %j', async (parameters, expected) => {
    const { context, textOf } = await storage()
    await run({ ...account, ...parameters }, { context })
    expect(await textOf('out/a.csv')).toBe(expected)
  })

  it('writes by an address with a signature', async () => {
    const { context, textOf } = await storage()
    const uri = 'https://acct.blob.core.windows.net/data/signed.csv?sv=1&sig=x'
    await run({ authenticationType: 'public-or-sas', uri }, { context })
    expect(await textOf('signed.csv')).toBe('"a, b",0.5\r\n,\r\n')
  })

  it('leaves a blob that is there, unless it may write over it', async () => {
    const { context, textOf } = await storage()
    await run(account, { context })
    await expect(run({ ...account, hasHeader: true }, { context })).rejects.toThrow(
      'File or Blob "https://acct.blob.core.windows.net/data/out/a.csv" already exists.',
    )
    expect(await textOf('out/a.csv')).toBe('"a, b",0.5\r\n,\r\n')
    await run({ ...account, hasHeader: true, writeMode: 'overwrite' }, { context })
    expect(await textOf('out/a.csv')).toBe('text,n\r\n"a, b",0.5\r\n,\r\n')
  })

  it('leaves nothing half when it is cancelled', async () => {
    const { context, container } = await storage()
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(run(account, { context, signal })).rejects.toThrow('cancelled')
    expect(await container.find('out/a.csv')).toBeUndefined()
  })

  it('is never taken from the cache', () => {
    expect(exportData.isCached(exportData.parameters.parse({}))).toBe(false)
  })

  it.each([
    [{ accountKey: 'd3Jvbmc=' }, 'Storage account key for "acct" is specified incorrectly.'],
    [{ path: 'other/a.csv' }, 'There is no container https://acct.blob.core.windows.net/other.'],
    [{ path: 'data/*.csv' }, 'The blob cannot have wildcards.'],
    [{ path: 'data/' }, 'The path names no blob.'],
  ])('refuses %j', async (parameters, message) => {
    const { context } = await storage()
    await expect(run({ ...account, ...parameters }, { context })).rejects.toThrow(message)
  })

  it('refuses a table without columns', async () => {
    const { context } = await storage()
    const empty = createTableFromRows([], [])
    await expect(runModule(exportData, { dataset: empty }, account, { context })).rejects.toThrow(
      'Input "Dataset" is null or empty',
    )
  })
})

describe('Export Data in a later run', () => {
  it('writes again, unless it is told to take what it has', () => {
    const isCached = (parameters: object) => exportData.isCached(exportData.parameters.parse(parameters))
    expect([isCached({}), isCached({ usesCachedResults: true })]).toEqual([false, true])
  })
})
