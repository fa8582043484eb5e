import { listenWithNode } from '@sluice/platform'
import { afterEach, describe, expect, it } from 'vitest'
import { startMachineLearning } from '../../machine-learning.fixture.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Calls as the Python client `azureml` 0.2.7 makes them: same paths, headers and bodies, over a real connection. */
async function start() {
  const role = await startMachineLearning()
  const server = await listenWithNode({ host: '127.0.0.1', port: 0 }, role.handle)
  closers.push(() => server.close(0))
  const root = `http://127.0.0.1:${server.port}/`
  const ws = role.workspaceId
  const headers = {
    'User-Agent': 'pyazureml/0.2.7',
    'Content-Type': 'application/json;charset=UTF8',
    'x-ms-client-session-id': 'DefaultSession',
    'x-ms-metaanalytics-authorizationtoken': role.workspaceToken('primary'),
  }
  const send = async (method: string, path: string, body?: string | Uint8Array, more: Record<string, string> = {}) => {
    const init = { method, headers: { ...headers, ...more }, ...(body === undefined ? {} : { body: body as string }) }
    const response = await fetch(`${root}api/${path}`, init)
    const text = await response.text()
    // biome-ignore lint/suspicious/noExplicitAny: the shape differs from call to call
    return { status: response.status, body: JSON.parse(text) as any }
  }
  const metadata = (name: string, type: string, uploadId: string, family = '') =>
    JSON.stringify({
      DataSource: {
        Name: name,
        DataTypeId: type,
        Description: 'From Python',
        FamilyId: family,
        Owner: 'Python SDK',
        SourceOrigin: 'FromResourceUpload',
      },
      UploadId: uploadId,
      UploadedFromFileName: '',
      ClientPoll: true,
    })
  const begin = async (type: string): Promise<string> =>
    (await send('POST', `resourceuploads/workspaces/${ws}/?userStorage=true&dataTypeId=${type}`, '')).body.Id
  /** Blocks of `size` bytes, the last one first: nobody says in which order they arrive. */
  const sendBlocks = async (id: string, type: string, bytes: Buffer, size = 0x200000) => {
    const count = Math.ceil(bytes.length / size)
    for (let block = count - 1; block >= 0; block -= 1) {
      const path = `blobuploads/workspaces/${ws}/?numberOfBlocks=${count}&blockId=${block}&uploadId=${id}&dataTypeId=${type}`
      const answer = await send('POST', path, bytes.subarray(block * size, (block + 1) * size))
      expect(answer.status).toBe(200)
    }
  }
  const upload = async (name: string, type: string, text: string, { family = '', size = 0x200000 } = {}) => {
    const id = await begin(type)
    await sendBlocks(id, type, Buffer.from(text), size)
    return send('POST', `workspaces/${ws}/datasources`, metadata(name, type, id, family))
  }
  const list = async () => (await send('GET', `workspaces/${ws}/datasources`)).body
  return { ...role, root, ws, headers, send, metadata, begin, upload, list }
}

interface Location {
  readonly BaseUri: string
  readonly Location: string
  readonly AccessCredential: string
}

/** As the client does: three texts put together, and no token. */
const download = async ({ BaseUri, Location: path, AccessCredential }: Location) =>
  (await fetch(`${BaseUri}${path}${AccessCredential}`)).text()

describe('datasets over the old API', () => {
  it('are listed with all that clients read', async () => {
    const { list, ws, root } = await start()
    const [reviews] = await list()
    expect(reviews).toMatchObject({
      Id: expect.stringMatching(new RegExp(`^${ws}\\.[0-9a-f]{32}$`)),
      Name: 'Book Reviews from Amazon',
      DataTypeId: 'GenericCSV',
      FamilyId: expect.stringMatching(/^[0-9a-f]{32}$/),
      CreatedDate: expect.stringMatching(/^\/Date\(\d+\)\/$/),
      IsLatest: true,
      IsDeprecated: false,
      SchemaStatus: 'Complete',
      SourceOrigin: 'FromResourceUpload',
    })
    expect(reviews.DownloadLocation.BaseUri).toBe(root)
    const csv = await download(reviews.DownloadLocation)
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'Col1,Col2',
      '5,I could not put this book down and finished it in one night.',
    ])
  })

  it.each([
    ['GenericCSV', 'a,b\n1,x\n2,y\n', ['a Int32', 'b String'], 2],
    ['GenericCSVNoHeader', '1,x\n2,y\n', ['Col1 Int32', 'Col2 String'], 2],
    ['GenericTSV', 'a\tb\n1\tx,z\n', ['a Int32', 'b String'], 1],
    ['GenericTSVNoHeader', '1.5\tx\n', ['Col1 Double', 'Col2 String'], 1],
    ['ARFF', '@relation r\n@attribute a numeric\n@attribute b {x,y}\n@data\n1,x\n', ['a Double', 'b String'], 1],
    ['PlainText', 'one line\nand another, one\n', ['Col1 String'], 2],
  ])('of the type %s are uploaded in blocks and come back as they were', async (type, text, columns, rowCount) => {
    const { upload, send, ws, studio } = await start()
    const made = await upload('Mine', type, text, { size: 5 })
    expect(made.status).toBe(200)
    const { body } = await send('GET', `workspaces/${ws}/datasources/${made.body}`)
    expect(body).toMatchObject({
      Id: made.body,
      Name: 'Mine',
      Description: 'From Python',
      Owner: 'Python SDK',
      DataTypeId: type,
      Size: text.length,
      SchemaStatus: 'Complete',
    })
    expect(await download(body.DownloadLocation)).toBe(text)
    const id = String(made.body).split('.').at(-1)
    const dataset = (await studio('GET', `/workspaces/${ws}/datasets/${id}`)).body
    expect([
      dataset.rowCount,
      dataset.columns.map((one: { name: string; type: string }) => `${one.name} ${one.type}`),
    ]).toEqual([rowCount, columns])
  })

  it('come whole in the first call, as the R client sends them', async () => {
    const { send, ws, metadata, list } = await start()
    const path = `resourceuploads/workspaces/${ws}/?userStorage=true&dataTypeId=GenericTSV`
    const begun = await send('POST', path, '"a"\t"b"\n1\t"x"\n', { 'Content-Type': 'text/plain' })
    const made = await send('POST', `workspaces/${ws}/datasources`, metadata('From R', 'GenericTSV', begun.body.Id))
    const found = (await list()).find(({ Id }: { Id: string }) => Id === made.body)
    expect(found).toMatchObject({ Name: 'From R', DataTypeId: 'GenericTSV' })
  })

  it('are refused under a name that is taken, and become versions under their family', async () => {
    const { upload, list } = await start()
    const first = await upload('Mine', 'GenericCSV', 'a\n1\n')
    expect(await upload('Mine', 'GenericCSV', 'a\n2\n')).toMatchObject({
      status: 409,
      body: {
        Error: {
          Code: 'UserError',
          Message: "There is a dataset with the name 'Mine' already.",
          Target: null,
          Details: [],
        },
      },
    })
    const mine = async () => (await list()).filter(({ Owner }: { Owner: string }) => Owner === 'Python SDK')
    const [{ FamilyId }] = await mine()
    const second = await upload('Mine, again', 'GenericCSV', 'a\n2\n', { family: FamilyId })
    expect(await mine()).toMatchObject([{ Id: second.body, Name: 'Mine, again', FamilyId, IsLatest: true }])
    expect(second.body).not.toBe(first.body)
  })

  it('are deleted with their family', async () => {
    const { upload, list, send, ws } = await start()
    await upload('Mine', 'GenericCSV', 'a\n1\n')
    const { FamilyId } = (await list()).find(({ Name }: { Name: string }) => Name === 'Mine')
    expect((await send('DELETE', `workspaces/${ws}/datasources/family/${FamilyId}`)).status).toBe(200)
    expect((await list()).map(({ Name }: { Name: string }) => Name)).toEqual(['Book Reviews from Amazon'])
    expect((await send('DELETE', `workspaces/${ws}/datasources/family/${FamilyId}`)).status).toBe(404)
  })

  it('say what is wrong in the words of that API', async () => {
    const { send, ws, begin, metadata, headers, root } = await start()
    const id = await begin('GenericCSV')
    const path = (query: string) => `blobuploads/workspaces/${ws}/?${query}&uploadId=${id}&dataTypeId=GenericCSV`
    expect(await send('POST', path('numberOfBlocks=2&blockId=2'), 'x')).toMatchObject({ status: 400 })
    expect(await send('POST', path('numberOfBlocks=x&blockId=0'), 'x')).toMatchObject({ status: 400 })
    await send('POST', path('numberOfBlocks=2&blockId=1'), 'x')
    expect(await send('POST', `workspaces/${ws}/datasources`, metadata('A', 'GenericCSV', id))).toMatchObject({
      status: 400,
      body: { Error: { Code: 'UserError', Message: '1 of 2 blocks of the upload are here.' } },
    })
    expect(await send('POST', `workspaces/${ws}/datasources`, metadata('A', 'Zip', id))).toMatchObject({
      status: 400,
      body: { Error: { Message: "Files of the type 'Zip' are not made into datasets." } },
    })
    expect(await send('POST', `workspaces/${ws}/datasources`, metadata('A', 'GenericCSV', '../x'))).toMatchObject({
      status: 404,
    })
    expect(await send('POST', `workspaces/${ws}/datasources`, '{"DataSource":{}}')).toMatchObject({ status: 400 })
    expect(await send('GET', `workspaces/${ws}/datasources/none`)).toMatchObject({ status: 404 })
    const denied = await fetch(`${root}api/workspaces/${ws}/datasources`, {
      headers: { ...headers, 'x-ms-metaanalytics-authorizationtoken': 'wrong' },
    })
    expect([denied.status, await denied.json()]).toMatchObject([
      401,
      { Error: { Code: 'UserError', Message: expect.stringContaining('is not authorized and has been denied.') } },
    ])
  })

  it('are given by links that are good for one thing and a day', async () => {
    const { list, clock } = await start()
    const [{ DownloadLocation }] = await list()
    const get = (location: string, credential: string) => fetch(`${DownloadLocation.BaseUri}${location}${credential}`)
    const { Location: path, AccessCredential } = DownloadLocation
    expect((await get(path, AccessCredential)).status).toBe(200)
    expect((await get(path, AccessCredential.replace(/expires=\d/, 'expires=9'))).status).toBe(403)
    expect((await get(path, '')).status).toBe(400)
    expect((await get(path.replace('/datasets/', '/transforms/'), AccessCredential)).status).toBe(403)
    expect((await get(`${path.slice(0, -1)}${path.endsWith('0') ? '1' : '0'}`, AccessCredential)).status).toBe(403)
    clock.advance(86_400_000)
    expect((await get(path, AccessCredential)).status).toBe(403)
  })

  it('have trained models, transformations and users beside them', async () => {
    const { send, ws } = await start()
    for (const path of ['trainedmodels', 'transformmodules', 'users']) {
      expect(await send('GET', `workspaces/${ws}/${path}`)).toEqual({ status: 200, body: [] })
    }
  })
})
