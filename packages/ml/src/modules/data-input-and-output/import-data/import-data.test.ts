import { AppError } from '@sluice/contracts'
import { type Table, toRows } from '@sluice/dataflow'
import { createMemoryBlobs, createMemoryOutgoing } from '@sluice/platform'
import { afterAll, describe, expect, it } from 'vitest'
import { type RunOptions, shapesFrom, tableFrom } from '../../run-module.fixture.ts'
import { openModuleOnFiles } from '../../run-on-files.fixture.ts'
import { importData } from './import-data.ts'

const key = 'c2VjcmV0'
const account = { accountName: 'acct', accountKey: key }
const onFiles = await openModuleOnFiles()
afterAll(() => onFiles.close())

type Run = (parameters: object, options?: RunOptions) => Promise<Table>
const inMemory: Run = (parameters, options = {}) => tableFrom(importData, {}, parameters, options)
const intoFile: Run = async (parameters, options = {}) => {
  const { resultsDataset } = await onFiles.run(importData, {}, parameters, options)
  return resultsDataset as Table
}

/** A storage with these blobs in the container `data`. */
async function storage(files: Readonly<Record<string, string | Uint8Array>>) {
  const blobs = createMemoryBlobs({ containers: ['https://acct.blob.core.windows.net/data'], keys: { acct: key } })
  const container = await blobs.openContainer({ by: 'key', account: 'acct', key, container: 'data' })
  for (const [path, content] of Object.entries(files)) {
    await container.write(
      path,
      (async function* () {
        yield typeof content === 'string' ? new TextEncoder().encode(content) : content
      })(),
    )
  }
  return { context: { blobs } }
}

const web = (answer: () => Response) => ({ context: { outgoing: createMemoryOutgoing(answer) } })

describe.each([
  ['in memory', inMemory],
  ['into a file', intoFile],
])('%s', (_, run) => {
  describe('Import Data from blob storage', () => {
    it('reads a blob by the key of its account', async () => {
      const options = await storage({ 'folder/a.csv': '1,x\n2,y\n' })
      const table = await run({ ...account, path: 'data/folder/a.csv' }, options)
      expect(table.schema.map(({ name, type }) => `${name} ${type}`)).toEqual(['Col1 Int32', 'Col2 String'])
      expect(toRows(table)).toEqual([
        [1, 'x'],
        [2, 'y'],
      ])
    })

    it('reads a blob by its address and signature', async () => {
      const options = await storage({ 'a b.tsv': 'n\tt\n1\tx' })
      const uri = 'https://acct.blob.core.windows.net/data/a%20b.tsv?sv=2020&sig=x%2B'
      const table = await run(
        { authenticationType: 'public-or-sas', uri, blobFormat: 'tsv', blobHasHeader: true },
        options,
      )
      expect(toRows(table)).toEqual([[1, 'x']])
    })

    it('reads all blobs that match, in order of their paths, with one type for each column', async () => {
      const options = await storage({
        'in/b/data2.csv': 'n,t\n0.5,z\n',
        'in/a/data1.csv': 'n,t\n1,x\n',
        'in/a/deep/data1.csv': 'n,t\n9,deep\n',
        'in/a/data10.csv': 'n,t\n9,longer\n',
      })
      const table = await run({ ...account, path: 'data/in/*/data?.csv', blobHasHeader: true }, options)
      expect(table.schema.map(({ name, type }) => `${name} ${type}`)).toEqual(['n Double', 't String'])
      expect(toRows(table)).toEqual([
        [1, 'x'],
        [0.5, 'z'],
      ])
    })

    it('reads other encodings', async () => {
      const options = await storage({ 'a.csv': Uint8Array.of(0x61, 0x0a, 0xe9, 0x80) })
      const parameters = { ...account, path: 'data/a.csv', blobFormat: 'csv-with-encoding', blobHasHeader: true }
      expect(toRows(await run({ ...parameters, encoding: 'windows-1252' }, options))).toEqual([['é€']])
      await expect(run(parameters, options)).rejects.toThrow('Error while parsing the file: a.csv is no text in utf-8.')
    })

    it('reads ARFF', async () => {
      const options = await storage({ 'a.arff': '@relation r\n@attribute x numeric\n@data\n1\n' })
      expect(toRows(await run({ ...account, path: 'data/a.arff', blobFormat: 'arff' }, options))).toEqual([[1]])
    })

    it.each([
      [
        { path: 'data/none.csv' },
        '0030',
        'Error while downloading the file "https://acct.blob.core.windows.net/data/none.csv". There is no such blob.',
      ],
      [{ path: 'data/*.none' }, '0030', 'There is no such blob.'],
      [{ path: 'other/a.csv' }, '0009', 'There is no container https://acct.blob.core.windows.net/other.'],
      [{ path: 'data' }, '0009', 'The path names no blob.'],
      [{ path: 'd*/a.csv' }, '0009', 'The container cannot have wildcards.'],
      [{ path: 'data/a.csv', accountName: 'No Name' }, '0009', "'No Name' is no name of a storage account"],
      [
        { path: 'data/a.csv', accountKey: 'd3Jvbmc=' },
        '0052',
        'Storage account key for "acct" is specified incorrectly.',
      ],
      [{ path: 'data/*.csv' }, '0010', 'Column names of "a.csv" and "b.csv" are not the same.'],
      [{ path: 'data/bad.txt' }, '0049', 'Error while parsing the file: bad.txt: line 2'],
    ])('refuses %j with error %s', async (parameters, _number, message) => {
      const options = await storage({ 'a.csv': 'x,y\n1,2', 'b.csv': 'x,z\n1,2', 'bad.txt': 'x,y\n1,2,3' })
      await expect(run({ ...account, blobHasHeader: true, ...parameters }, options)).rejects.toThrow(message)
    })

    it('does not show the signature of an address that fails', async () => {
      const uri = 'https://acct.blob.core.windows.net/data/none.csv?sv=2020&sig=secret'
      const error = await run({ authenticationType: 'public-or-sas', uri }, await storage({})).catch(
        (reason: unknown) => reason,
      )
      expect(error).toBeInstanceOf(AppError)
      expect(JSON.stringify([(error as AppError).message, (error as AppError).parameters])).not.toContain('secret')
    })
  })

  describe('Import Data from a web address', () => {
    it('reads what is answered there', async () => {
      const options = web(
        () => new Response('a,b\n1,true\n', { headers: { 'content-type': 'text/csv; charset=utf-8' } }),
      )
      const table = await run({ source: 'http', url: 'https://example.org/data.csv', urlHasHeader: true }, options)
      expect(toRows(table)).toEqual([[1, true]])
    })

    it('reads it in the character set that the answer names', async () => {
      const options = web(
        () => new Response(Uint8Array.of(0xe9), { headers: { 'content-type': 'text/plain; charset=iso-8859-1' } }),
      )
      expect(toRows(await run({ source: 'http', url: 'https://example.org/a' }, options))).toEqual([['é']])
    })

    it.each([
      ['no address', () => new Response('x'), 'Invalid URI "no address" is passed.'],
      ['ftp://example.org/a?key=secret', () => new Response('x'), 'Invalid URI "ftp://example.org/a" is passed.'],
      [
        'https://example.org/a?key=1',
        () => new Response('', { status: 404 }),
        'Error while downloading the file "https://example.org/a". It was answered with status 404.',
      ],
      ['http://169.254.169.254/latest', () => new Response('x'), 'it is the address of cloud metadata'],
      ['http://127.0.0.1/a', () => new Response('x'), 'it is a loopback address'],
    ])('refuses %s', async (url, answer, message) => {
      await expect(run({ source: 'http', url }, web(answer))).rejects.toThrow(message)
    })
  })
})

describe('Import Data in memory', () => {
  it('says how far it has come, and what it read', async () => {
    const options = { ...(await storage({ 'a.csv': '1\n' })), progress: [], log: [] as string[] }
    await inMemory({ ...account, path: 'data/a.csv' }, options)
    expect(options.progress).toEqual([{ fraction: 1, text: '2 of 2 bytes' }])
    expect(options.log).toEqual(['Read https://acct.blob.core.windows.net/data/a.csv.'])
  })
})

describe('Import Data into a file', () => {
  it('says how far it has come, and what it read', async () => {
    const progress: { fraction: number; text: string | undefined }[] = []
    const options = { ...(await storage({ 'a.csv': '1\n' })), progress, log: [] as string[] }
    await intoFile({ ...account, path: 'data/a.csv' }, options)
    expect(progress[0]).toEqual({ fraction: 0.5, text: '2 of 2 bytes' })
    expect(progress.at(-1)).toEqual({ fraction: 1, text: '1 rows' })
    expect(options.log).toEqual(['Read https://acct.blob.core.windows.net/data/a.csv.'])
  })

  it('says in which of several files a row cannot be read, and on which of its lines', async () => {
    const options = await storage({ 'a.csv': '"x\n1",y\r\n1,2\r\n3,4', 'b.csv': '"x\n1",y\n5,6\n7,8,9\n' })
    const parameters = { ...account, blobHasHeader: true, path: 'data/*.csv' }
    await expect(intoFile(parameters, options)).rejects.toThrow('b.csv: line 4: there are 3 fields, but 2 columns.')
    const right = await storage({ 'a.csv': '"x\n1",y\r\n1,2\r\n3,4', 'b.csv': '"x\n1",y\n5,6\n' })
    const table = await intoFile(parameters, right)
    expect([table.schema.map(({ name }) => name), toRows(table)]).toEqual([
      ['x\n1', 'y'],
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    ])
  })

  it('reads SvmLight, and what is empty, as in memory', async () => {
    const lines = web(() => new Response('1 1:2 3:4\n-1 2:1\n'))
    const parameters = { source: 'http', url: 'https://example.org/a', dataFormat: 'svm-light' }
    expect(toRows(await intoFile(parameters, lines))).toEqual(toRows(await inMemory(parameters, lines)))
    const nothing = web(() => new Response(''))
    const codeOf = (run: Run) => run({ source: 'http', url: 'https://example.org/a' }, nothing).then(String, String)
    expect(await codeOf(intoFile)).toBe(await codeOf(inMemory))
  })

  it('refuses what is larger than the installation allows, before and while it comes', async () => {
    const large = 'x'.repeat(999_999)
    const options = await storage({ 'a.csv': large, 'b.csv': large })
    await expect(intoFile({ ...account, path: 'data/*.csv' }, options)).rejects.toThrow(
      'It has 1999998 bytes; 1000000 can be read.',
    )
    const parameters = { source: 'http', url: 'https://example.org/a' }
    await expect(
      intoFile(
        parameters,
        web(() => new Response(large + large)),
      ),
    ).rejects.toThrow('is larger than 1000000 bytes')
  })

  it('stops when its run does', async () => {
    const stop = new AbortController()
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(Buffer.from('1,2\n'))
        stop.abort(new Error('enough'))
      },
    })
    const options = { ...web(() => new Response(endless)), signal: stop.signal }
    await expect(intoFile({ source: 'http', url: 'https://example.org/a' }, options)).rejects.toThrow('enough')
  })
})

describe('Import Data', () => {
  it('reads again at each run, unless it is told to take what it has', () => {
    const isCached = (parameters: object) => importData.isCached(importData.parameters.parse(parameters))
    expect([isCached({}), isCached({ usesCachedResults: true })]).toEqual([false, true])
  })

  it('knows its columns only when it has run', () => {
    expect(shapesFrom(importData, {})).toEqual({ resultsDataset: undefined })
  })
})
