import { createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { type FixtureOptions, startMachineLearning } from '../../machine-learning.fixture.ts'

const cars = 'name,horsepower,is_fast\nMini,40,false\nComet,310,true\nTram,,false\n'

async function start(options: FixtureOptions = {}) {
  const role = await startMachineLearning(options)
  const base = `/workspaces/${role.workspaceId}`
  /** Sends a file as curl would. */
  const post = async (query: string, body: string | Uint8Array | string[]) => {
    const response = await role.send({
      method: 'POST',
      target: `/studio${base}/datasets?${query}`,
      headers: ['Authorization', 'Bearer automation-token'],
      body,
    })
    // biome-ignore lint/suspicious/noExplicitAny: the shape differs from call to call
    return { status: response.status, body: response.json() as any }
  }
  const get = (path: string, headers: string[] = []) =>
    role.send({ target: `/studio${base}${path}`, headers: ['Authorization', 'Bearer automation-token', ...headers] })
  const upload = async (text: string, filename = 'data.csv') => {
    const created = await role.send({
      method: 'POST',
      target: `/studio${base}/uploads`,
      headers: [
        ...['Authorization', 'Bearer automation-token', 'Tus-Resumable', '1.0.0'],
        ...['Upload-Length', String(Buffer.byteLength(text)), 'Content-Type', 'application/offset+octet-stream'],
        ...['Upload-Metadata', `filename ${Buffer.from(filename).toString('base64')}`],
      ],
      body: text,
    })
    return (created.header('location') ?? '').split('/').at(-1) ?? ''
  }
  /** Makes a dataset of a source and waits for its end. */
  const importFrom = async (request: object) => {
    const begun = await role.studio('POST', `${base}/dataset-imports`, request)
    if (begun.status !== 202) return begun
    const events = await get(`/dataset-imports/${begun.body.id}/events`)
    const last = events.text().trim().split('data: ').at(-1) ?? ''
    return { status: begun.status, body: JSON.parse(last) }
  }
  return { ...role, base, post, get, upload, importFrom }
}

describe('datasets', () => {
  it('are made of a file that curl sends, read by page, and downloaded', async () => {
    const { post, get, studio, base } = await start()
    const made = await post('name=Cars&fileName=cars.csv&description=Three', cars)
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Cars',
        description: 'Three',
        version: 1,
        isLatest: true,
        rowCount: 3,
        badRowCount: 0,
        owner: 'automation',
        columns: [
          { name: 'name', type: 'String' },
          { name: 'horsepower', type: 'Int32' },
          { name: 'is_fast', type: 'Boolean' },
        ],
        source: { kind: 'upload', fileName: 'cars.csv' },
        original: { dataTypeId: 'GenericCSV', fileName: 'cars.csv', byteCount: cars.length },
      },
    })
    const { id } = made.body
    expect((await studio('GET', `${base}/datasets/${id}/rows?offset=1&limit=2`)).body).toMatchObject({
      rowCount: 3,
      offset: 1,
      rows: [
        ['Comet', 310, true],
        ['Tram', null, false],
      ],
    })
    const text = async (format: string) => (await get(`/datasets/${id}/content?format=${format}`)).text()
    expect(await text('csv')).toBe('name,horsepower,is_fast\r\nMini,40,False\r\nComet,310,True\r\nTram,,False\r\n')
    expect(await text('tsv')).toBe(
      'name\thorsepower\tis_fast\r\nMini\t40\tFalse\r\nComet\t310\tTrue\r\nTram\t\tFalse\r\n',
    )
    expect(await text('json-lines')).toBe(
      '{"name":"Mini","horsepower":40,"is_fast":false}\n{"name":"Comet","horsepower":310,"is_fast":true}\n{"name":"Tram","horsepower":null,"is_fast":false}\n',
    )
    expect(await text('arff')).toContain('@attribute horsepower integer')
    expect(await text('original')).toBe(cars)
    expect((await text('parquet')).slice(0, 4)).toBe('PAR1')
    expect((await studio('GET', `${base}/uploads`)).body).toEqual({ value: [] })
  })

  it('are downloaded in part where they are a file', async () => {
    const { post, get } = await start()
    const { id } = (await post('name=Cars&fileName=cars.csv', cars)).body
    const part = await get(`/datasets/${id}/content?format=original`, ['Range', 'bytes=5-14'])
    expect([part.status, part.text(), part.header('content-range')]).toEqual([
      206,
      'horsepower',
      `bytes 5-14/${cars.length}`,
    ])
    const end = await get(`/datasets/${id}/content?format=original`, ['Range', 'bytes=-6'])
    expect(end.text()).toBe('false\n')
    const behind = await get(`/datasets/${id}/content?format=original`, ['Range', 'bytes=9999-'])
    expect([behind.status, behind.header('content-range')]).toEqual([416, `bytes */${cars.length}`])
  })

  it('come in bodies of unknown length', async () => {
    const { post } = await start()
    expect(await post('name=Cars&fileName=cars.csv', [cars.slice(0, 20), cars.slice(20)])).toMatchObject({
      status: 201,
      body: { rowCount: 3 },
    })
  })

  it('take the first name that comes, and new versions only by saying so', async () => {
    const { post, studio, base } = await start()
    const all = await Promise.all(Array.from({ length: 6 }, () => post('name=Cars', cars)))
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect((await studio('GET', `${base}/uploads`)).body).toEqual({ value: [] })
    const first = all.find(({ status }) => status === 201)?.body
    expect((await post('name=CARS', cars)).body.error).toMatchObject({
      code: 'DatasetNameTaken',
      message: "There is a dataset with the name 'CARS' already.",
    })
    const second = await post(`name=Cars&newVersionOf=${first.id}`, 'a,b\n1,2\n')
    expect(second.body).toMatchObject({ version: 2, familyId: first.familyId, isLatest: true, name: 'Cars' })
    const names = async (query: string) =>
      (await studio('GET', `${base}/datasets?${query}`)).body.value.map(
        ({ name, version }: { name: string; version: number }) => `${name} ${version}`,
      )
    expect(await names('search=car')).toEqual(['Cars 2'])
    expect(await names('search=car&versions=all')).toEqual(['Cars 1', 'Cars 2'])
    expect((await studio('GET', `${base}/datasets/${first.id}/versions`)).body.value).toMatchObject([
      { version: 2, isLatest: true },
      { version: 1, isLatest: false },
    ])
  })

  it('are renamed with all versions, described one by one, and deleted', async () => {
    const { post, studio, base, artifacts } = await start()
    const first = (await post('name=Cars', cars)).body
    const second = (await post(`name=Cars&newVersionOf=${first.id}`, cars)).body
    const renamed = await studio('PATCH', `${base}/datasets/${second.id}`, { name: ' Autos ', description: 'New' })
    expect(renamed.body).toMatchObject({ name: 'Autos', description: 'New', version: 2 })
    expect((await studio('GET', `${base}/datasets/${first.id}`)).body).toMatchObject({ name: 'Autos', description: '' })
    expect((await studio('PATCH', `${base}/datasets/${second.id}`, { name: 'Book Reviews from Amazon' })).status).toBe(
      409,
    )
    expect((await studio('PATCH', `${base}/datasets/${second.id}`, { name: 'a\u0000b' })).status).toBe(400)
    expect((await studio('DELETE', `${base}/datasets/${second.id}`)).status).toBe(204)
    expect((await studio('GET', `${base}/datasets/${first.id}`)).body).toMatchObject({ isLatest: true })
    expect(await artifacts.list('datasets')).toEqual([`datasets/${first.id}`])
    expect((await studio('DELETE', `${base}/datasets/${first.id}?family=true`)).status).toBe(204)
    expect(await artifacts.list('datasets')).toEqual([])
    expect((await studio('GET', `${base}/datasets/${first.id}`)).status).toBe(404)
  })

  it('stay while an experiment uses them, unless one insists', async () => {
    const { studio, base } = await start()
    const [reviews] = (await studio('GET', `${base}/datasets?search=Book`)).body.value
    const path = `${base}/datasets/${reviews.id}`
    expect((await studio('DELETE', path)).body.error).toMatchObject({
      code: 'DatasetInUse',
      message: "The dataset 'Book Reviews from Amazon' is used by the experiments 'SimpleFeatureHashingExperiment'.",
    })
    expect((await studio('DELETE', `${path}?force=true`)).status).toBe(204)
  })

  it('keep the rows apart that cannot be read', async () => {
    const { post, studio, base } = await start()
    const text = 'a,b\n1,2\n3\n4,5,6\n7,8\n'
    const made = (await post('name=Broken', text)).body
    expect(made).toMatchObject({ rowCount: 2, badRowCount: 2 })
    expect((await studio('GET', `${base}/datasets/${made.id}/bad-rows`)).body).toEqual({
      count: 2,
      offset: 0,
      rows: [
        { line: 3, reason: 'there is 1 field, but 2 columns', text: '3' },
        { line: 4, reason: 'there are 3 fields, but 2 columns', text: '4,5,6' },
      ],
    })
    expect((await studio('GET', `${base}/datasets/${made.id}/bad-rows?offset=1`)).body.rows).toHaveLength(1)
    expect(await post('name=More&maxBadRows=1', text)).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'DatasetNotMade',
          message: 'The dataset could not be made. 2 rows could not be read, more than the 1 that are allowed.',
        },
      },
    })
    expect((await studio('GET', `${base}/datasets?search=More`)).body.value).toEqual([])
  })

  it('are guessed first, and read as one says', async () => {
    const { upload, studio, base, importFrom } = await start()
    const uploadId = await upload('1;x\n2;y\n', 'numbers.csv')
    const path = `${base}/uploads/${uploadId}/guess`
    expect((await studio('POST', path, {})).body).toMatchObject({
      format: 'csv',
      hasHeader: false,
      delimiter: ';',
      encoding: 'utf-8',
      columns: [
        { name: 'Col1', type: 'Int32', reason: 'Int32: all 2 cells are whole' },
        { name: 'Col2', type: 'String', reason: "String: row 1 has 'x'" },
      ],
      sampleRows: [
        ['1', 'x'],
        ['2', 'y'],
      ],
    })
    const columns = [{ name: 'n', type: 'Double', roles: ['label'] }, { isCategorical: true }]
    expect((await studio('POST', path, { columns })).body.columns).toMatchObject([
      { name: 'n', type: 'Double', roles: ['label'], reason: 'You chose it.' },
      { name: 'Col2', type: 'String', isCategorical: true },
    ])
    const source = { kind: 'upload', uploadId }
    const made = await importFrom({ name: 'Numbers', source, options: { columns } })
    expect(made.body).toMatchObject({ state: 'completed', name: 'Numbers', error: null })
    expect((await studio('GET', `${base}/datasets/${made.body.datasetId}`)).body.columns).toEqual([
      { name: 'n', type: 'Double', isCategorical: false, roles: ['label'] },
      { name: 'Col2', type: 'String', isCategorical: true, roles: ['feature'] },
    ])
    expect((await importFrom({ name: 'Again', source })).body.error.code).toBe('UploadNotFound')
  })

  it('tell what is wrong with a file, and let one try again', async () => {
    const { upload, importFrom } = await start()
    const source = { kind: 'upload', uploadId: await upload('@relation x\n@attribute a nothing\n@data\n', 'a.arff') }
    expect((await importFrom({ name: 'A', source })).body).toMatchObject({
      state: 'failed',
      error: {
        code: 'FileNotParsed',
        message: "Error while parsing the file: line 2: there is no attribute type 'nothing'.",
      },
    })
    const again = await importFrom({ name: 'A', source, options: { format: 'plain-text' } })
    expect(again.body.state).toBe('completed')
  })

  it('have figures of each column, wherever their rows are', async () => {
    const { post, studio, base } = await start()
    const { id } = (await post('name=Cars&fileName=cars.csv', cars)).body
    const expected = {
      rowCount: 3,
      columns: [
        {
          name: 'name',
          type: 'String',
          count: 3,
          missingCount: 0,
          uniqueCount: 3,
          min: 'Comet',
          max: 'Tram',
          mean: null,
        },
        {
          name: 'horsepower',
          type: 'Int32',
          count: 2,
          missingCount: 1,
          uniqueCount: 2,
          min: 40,
          max: 310,
          mean: 175,
          median: 175,
          mode: 40,
        },
        {
          name: 'is_fast',
          topValues: [
            { value: 'False', count: 2 },
            { value: 'True', count: 1 },
          ],
          histogram: null,
        },
      ],
    }
    const first = (await studio('GET', `${base}/datasets/${id}/statistics`)).body
    expect(first).toMatchObject(expected)
    expect(first.columns[1].histogram.map(({ count }: { count: number }) => count)).toEqual([
      1, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    ])
    expect((await studio('GET', `${base}/datasets/${id}/statistics`)).body).toEqual(first)
    const columns = [
      { name: 'd', type: 'DateTime' },
      { name: 'x', type: 'Double' },
    ]
    const rows = [
      ['2020-01-01T00:00:00Z', 1],
      ['2020-01-03T00:00:00Z', 'Infinity'],
    ]
    const inline = (await studio('POST', `${base}/datasets/from-rows`, { name: 'Days', columns, rows })).body
    expect((await studio('GET', `${base}/datasets/${inline.id}/statistics`)).body.columns).toMatchObject([
      { min: '2020-01-01T00:00:00.000Z', max: '2020-01-03T00:00:00.000Z', mean: '2020-01-02T00:00:00.000Z' },
      { min: 1, max: 'Infinity' },
    ])
  })

  it('may be empty, but not without columns', async () => {
    const { post, get } = await start()
    const made = await post('name=Empty&fileName=a.csv', 'a,b\n')
    expect(made).toMatchObject({ status: 201, body: { rowCount: 0 } })
    expect((await get(`/datasets/${made.body.id}/content?format=csv`)).text()).toBe('a,b\r\n')
    expect(await post('name=Nothing&fileName=a.csv', '')).toMatchObject({ status: 422 })
  })

  it('are fetched from an address', async () => {
    const outgoing = createMemoryOutgoing((request) =>
      new URL(request.url).pathname === '/cars.csv' ? new Response(cars) : new Response('', { status: 404 }),
    )
    const { importFrom, studio, base } = await start({ outgoing })
    const made = await importFrom({
      name: 'Cars',
      source: { kind: 'address', address: 'https://example.org/cars.csv?sig=x' },
    })
    expect((await studio('GET', `${base}/datasets/${made.body.datasetId}`)).body).toMatchObject({
      rowCount: 3,
      source: { kind: 'address', address: 'https://example.org/cars.csv' },
    })
    const missing = await importFrom({
      name: 'B',
      source: { kind: 'address', address: 'https://example.org/b.csv?sig=x' },
    })
    expect(missing.body.error).toEqual({
      code: 'DatasetSourceFailed',
      message: 'The file at https://example.org/b.csv could not be fetched: it answered 404.',
    })
    expect((await importFrom({ name: 'C', source: { kind: 'address', address: 'file:///etc/passwd' } })).status).toBe(
      400,
    )
  })

  it('are made of rows, small ones in the document and larger ones in a file', async () => {
    const { studio, base, artifacts, get } = await start()
    const columns = [
      { name: 'n', type: 'Int32' },
      { name: 't', type: 'DateTime' },
    ]
    const path = `${base}/datasets/from-rows`
    const small = await studio('POST', path, {
      name: 'Small',
      columns,
      rows: [
        [1, '2020-01-02T00:00:00Z'],
        [null, null],
      ],
    })
    expect(small).toMatchObject({ status: 201, body: { rowCount: 2, byteCount: null } })
    expect((await studio('GET', `${base}/datasets/${small.body.id}/rows`)).body.rows).toEqual([
      [1, '2020-01-02T00:00:00.000Z'],
      [null, null],
    ])
    expect((await get(`/datasets/${small.body.id}/content?format=parquet`)).text().slice(0, 4)).toBe('PAR1')
    const rows = Array.from({ length: 6000 }, (_, index) => [index, null])
    const large = await studio('POST', path, { name: 'Large', columns, rows })
    expect(large.body).toMatchObject({ rowCount: 6000, byteCount: expect.any(Number) })
    expect(await artifacts.list('datasets')).toEqual([`datasets/${large.body.id}`])
    const wrong = await studio('POST', path, { name: 'Wrong', columns, rows: [['x', null], [1]] })
    expect(wrong.body.error.details).toEqual([
      { code: 'ValidationError', target: 'body.rows.0.0', message: "'x' in n is no Int32" },
      { code: 'ValidationError', target: 'body.rows.1', message: 'has 1 cells, but there are 2 columns' },
    ])
  })
})
