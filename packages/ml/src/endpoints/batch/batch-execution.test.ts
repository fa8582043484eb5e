import { AppError } from '@sluice/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  accountKey,
  type Batch,
  connectionString,
  place,
  startBatch,
  submission,
} from '../../batch/jobs/batch-jobs.fixture.ts'
import { createAccountStorage } from '../../batch/jobs/default-storage.ts'
import { readBatchDefinition } from '../../batch/jobs/job-records.ts'
import { numbers } from '../../web-services/published.fixture.ts'
import { createTestModel, pairGraph, scoringGraph } from '../../web-services/trained-graph.fixture.ts'

let batch: Batch
beforeAll(async () => {
  batch = await startBatch()
})

/** What became of a submission, as `class/detail: target`. */
const refusal = async (body: unknown, options: object = {}) => {
  const answer = await batch.call('POST', '?api-version=2.0', { body, ...options })
  if (answer.status === 200) return '200'
  const [{ code, target }] = answer.body.error.details
  return `${answer.status} ${answer.body.error.code}/${code}${target === undefined ? '' : `: ${target}`}`
}
const withInput = (value: unknown) => ({ ...submission, Inputs: { input1: value } })

describe('a submission', () => {
  it('is answered with the id between quotes and nothing else, and runs only when it is started', async () => {
    const { status, text, response } = await batch.call('POST', '?api-version=2.0', { body: submission })
    expect(status).toBe(200)
    expect(text).toMatch(/^"[0-9a-f]{32}"$/)
    expect(response.header('content-type')).toBe('application/json; charset=utf-8')
    expect(batch.queue.tasks).toEqual([])
    expect(await batch.job(JSON.parse(text))).toMatchObject({
      state: 'not-started',
      webServiceName: 'Census',
      endpointName: 'default',
      inputs: { input1: { address: 'https://contoso.blob.core.windows.net/data', path: 'rows.csv', format: 'csv' } },
      outputs: { output1: { path: 'scored.csv' } },
      parameters: {},
      badRowRule: 'fail',
    })
  })

  it('takes the form with one input, null members, misspelt members and a slash before the container', async () => {
    const id = await batch.submit({
      Input: { ...place('/data/rows.tsv'), BaseLocation: null, SasBlobToken: null, ConnetionString: 'x' },
      Inputs: null,
      Outputs: { output1: place('/data/scored.arff') },
      GlobalParameters: null,
      GolbalParameters: { Shift: 'x' },
    })
    expect(await batch.job(id)).toMatchObject({
      inputs: { input1: { path: 'rows.tsv', format: 'tsv' } },
      outputs: { output1: { path: 'scored.arff', format: 'arff' } },
    })
  })

  it('takes a file by signature, written as text or as an address', async () => {
    const signed = {
      BaseLocation: 'https://contoso.blob.core.windows.net/',
      RelativeLocation: 'data/my%20r%C3%B6ws.csv',
      SasBlobToken: '?sv=2020&sig=abc%2Bdef',
    }
    const id = await batch.submit(withInput(signed))
    const { inputs } = await batch.job(id)
    expect(inputs.input1).toMatchObject({ address: 'https://contoso.blob.core.windows.net/data', path: 'my röws.csv' })
    expect(batch.accessOf(id, inputs.input1)).toEqual({
      by: 'url',
      url: 'https://contoso.blob.core.windows.net/data?sv=2020&sig=abc%2Bdef',
    })
    const plain = await batch.submit(
      withInput({ ...signed, RelativeLocation: '/data/my röws.csv', SasBlobToken: 'sv=1' }),
    )
    expect((await batch.job(plain)).inputs.input1).toMatchObject({ path: 'my röws.csv' })
  })

  it('takes names of any script beside a connection string as they stand', async () => {
    const id = await batch.submit(withInput(place('data/données/100% 数据.csv')))
    expect((await batch.job(id)).inputs.input1).toMatchObject({ path: 'données/100% 数据.csv' })
  })

  it('keeps no key and no signature readable', async () => {
    await batch.submit(
      withInput({
        BaseLocation: 'https://contoso.blob.core.windows.net/',
        RelativeLocation: 'data/rows.csv',
        SasBlobToken: '?sig=verysecretsignature',
      }),
    )
    const all = JSON.stringify([await batch.store.readAll(), await batch.store.audit({ limit: 1000 })])
    expect(all).not.toContain(accountKey)
    expect(all).not.toContain('verysecretsignature')
  })

  it('takes parameters by the rules of the modules, as scoring does', async () => {
    const id = await batch.submit({ ...submission, GlobalParameters: { Shift: '2.5' } })
    expect((await batch.job(id)).parameters).toEqual({ Shift: '2.5' })
    expect(await refusal({ ...submission, GlobalParameters: { Shift: 'x' } })).toBe(
      '400 BadArgument/BadParameterValue: Shift',
    )
    expect(await refusal({ ...submission, GlobalParameters: { shift: 1 } })).toBe(
      '400 BadArgument/UnexpectedParameter: shift',
    )
    expect(await refusal({ ...submission, GlobalParameters: [] })).toBe('200')
    expect(await refusal({ ...submission, GlobalParameters: 'x' })).toBe('400 BadArgument/RequestBodyInvalid')
  })

  it.each<[string, unknown, string]>([
    ['no body', undefined, 'BatchJobInputsNotSpecified'],
    ['an empty object', {}, 'BatchJobInputsNotSpecified'],
    ['null', 'null', 'BatchJobInputsNotSpecified'],
    ['no JSON', '{', 'RequestBodyInvalid'],
    ['a list', [], 'RequestBodyInvalid'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe), 'RequestBodyInvalid'],
    ['both forms', { ...submission, Input: place('data/rows.csv') }, 'DuplicateInputInBatchCall'],
    ['an input that is null', withInput(null), 'BatchJobInputsNotSpecified'],
    ['another input', { ...submission, Inputs: { input2: place('data/rows.csv') } }, 'InvalidInputNames'],
    ['another letter case', { ...submission, Inputs: { Input1: place('data/rows.csv') } }, 'InvalidInputNames'],
    [
      'too many inputs',
      { ...submission, Inputs: { input1: place('data/rows.csv'), input2: place('data/rows.csv') } },
      'BatchJobInputsTooManySpecified',
    ],
    ['an input that is text', withInput('data/rows.csv'), 'MissingInputBlobInformation: input1'],
    [
      'an input without a way to it',
      withInput({ RelativeLocation: 'data/rows.csv' }),
      'MissingInputBlobInformation: input1',
    ],
    ['an input without a name', withInput(place('')), 'InputBlobRelativeLocationInvalid: input1'],
    ['a name that is a number', withInput({ ...place(''), RelativeLocation: 5 }), 'RequestBodyInvalid: input1'],
    ['a container alone', withInput(place('data')), 'InvalidBlob: input1'],
    ['a name of no container', withInput(place('No_Container/rows.csv')), 'InvalidBlob: input1'],
    ['no extension', withInput(place('data/rows')), 'InvalidBlobExtension: input1'],
    ['another extension', withInput(place('data/rows.csv.gz')), 'InvalidBlobExtension: input1'],
    ['a model as input', withInput(place('data/model.ilearner')), 'InvalidBlobExtension: input1'],
    [
      'a model as output',
      { ...submission, Outputs: { output1: place('data/m.ilearner') } },
      'InvalidBlobExtension: output1',
    ],
    ['another output', { ...submission, Outputs: { output2: place('data/s.csv') } }, 'InvalidOutputOverrideName'],
    [
      'half an output',
      { ...submission, Outputs: { output1: { ConnectionString: connectionString } } },
      'MissingOutputOverrideSpecification: output1',
    ],
    [
      'an output over the input',
      { ...submission, Outputs: { output1: place('data/rows.csv') } },
      'InvalidBlob: output1',
    ],
    [
      'a connection string without a key',
      withInput({ ...place('data/rows.csv'), ConnectionString: 'AccountName=contoso' }),
      'InvalidBlobConnectionString: input1',
    ],
    [
      'a connection string that is none',
      withInput({ ...place('data/rows.csv'), ConnectionString: 'hello' }),
      'InvalidBlobConnectionString: input1',
    ],
    [
      'a base that is no address',
      withInput({ BaseLocation: 'contoso', RelativeLocation: 'data/r.csv' }),
      'InvalidBlob: input1',
    ],
    [
      'a file on disk',
      withInput({ BaseLocation: 'file:///etc/', RelativeLocation: 'data/r.csv' }),
      'InvalidBlob: input1',
    ],
    ['a bad rule for rows', { ...submission, BadRows: 'ignore' }, 'RequestBodyInvalid: BadRows'],
    ['a notification to nowhere', { ...submission, Notify: {} }, 'RequestBodyInvalid: Notify'],
    [
      'a notification to a file',
      { ...submission, Notify: { Url: 'file:///etc/passwd' } },
      'RequestBodyInvalid: Notify.Url',
    ],
    ['a notification to no address', { ...submission, Notify: { Email: 'x' } }, 'RequestBodyInvalid: Notify.Email'],
  ])('with %s is refused', async (_, body, expected) => {
    expect(await refusal(body)).toBe(`400 BadArgument/${expected}`)
  })

  it.each([
    'data/../own/rows.csv',
    'data/./rows.csv',
    'data/%2e%2E/own/rows.csv',
    '../data/rows.csv',
    'data//rows.csv',
    'data/a\\..\\b.csv',
    'data/a\u0000.csv',
    'data/a\nb.csv',
    'data/\ud800.csv',
    `data/${'x'.repeat(2000)}.csv`,
    `data/${'x/'.repeat(300)}a.csv`,
  ])('does not leave its container by %j', async (location) => {
    expect(await refusal(withInput(place(location)))).toBe('400 BadArgument/InvalidBlob: input1')
    const signed = { BaseLocation: 'https://contoso.blob.core.windows.net', RelativeLocation: location }
    expect(await refusal(withInput(signed))).toBe('400 BadArgument/InvalidBlob: input1')
  })

  it('never shows the key of an account that it refuses', async () => {
    const { text } = await batch.call('POST', '?api-version=2.0', {
      body: withInput({ ...place('data/rows.csv'), ConnectionString: `${connectionString}!;AccountName=` }),
    })
    expect(text).toContain('InvalidBlobConnectionString')
    expect(text).not.toContain(accountKey)
  })

  it('is refused when it is too large, before it is read', async () => {
    const { status, body } = await batch.call('POST', '?api-version=2.0', { body: 'x'.repeat(4_000_001) })
    expect([status, body.error.details[0].code]).toEqual([413, 'JobRequestTooLarge'])
  })

  it('of deep nesting or many members does no harm', async () => {
    expect(await refusal(`{"Input":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toMatch(/^400/)
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`p${index}`, index]))
    expect(await refusal({ ...submission, GlobalParameters: many })).toMatch('UnexpectedParameter')
    expect(await refusal('{"Inputs":{"__proto__":{"a":1}},"Outputs":{}}')).toMatch('InvalidInputNames')
  })

  it('of several inputs names each of them', async () => {
    const dataset = await batch.putDataset('Pair', [], [])
    const pair = await batch.publish(pairGraph(dataset, dataset), { name: 'Pair' })
    const options = { path: pair.path, key: pair.key }
    expect(await refusal({ Input: place('data/a.csv') }, options)).toBe('400 BadArgument/BatchJobInputsNotSpecified')
    const body = {
      Inputs: { left: place('data/a.csv'), right: place('data/b.csv') },
      Outputs: { first: place('data/c.csv'), second: place('data/d.csv') },
    }
    expect(await refusal(body, options)).toBe('200')
    const same = { ...body, Outputs: { first: place('data/c.csv'), second: place('data/c.csv') } }
    expect(await refusal(same, options)).toBe('400 BadArgument/InvalidBlob: second')
  })

  it('of a retraining web service writes a model', async () => {
    const { path, key } = batch.training
    const body = { Input: place('data/rows.csv'), Outputs: { model: place('data/model.ilearner') } }
    const { status, body: id } = await batch.call('POST', '?api-version=2.0', { body, path, key })
    expect(status).toBe(200)
    expect((await batch.job(id)).outputs.model).toMatchObject({ path: 'model.ilearner', format: 'ilearner' })
    expect(await refusal({ ...body, Outputs: { model: place('data/model.csv') } }, { path, key })).toBe(
      '400 BadArgument/InvalidBlobExtension: model',
    )
  })

  it('says so when an output has no place', async () => {
    const expected = '400 BadArgument/MissingRequiredOutputOverrides'
    expect(await refusal({ Inputs: submission.Inputs })).toBe(expected)
    expect(await refusal({ ...submission, Outputs: { output1: null } })).toBe(expected)
  })
})

describe('the checks of a call', () => {
  const code = async (...given: Parameters<Batch['call']>) => {
    const { status, body } = await batch.call(...given)
    return `${status} ${body?.error?.details[0].code}`
  }

  it('come in the order of those of scoring: ids, key, existence, version, job, body', async () => {
    const other = batch.census.path.replace(batch.workspaceId, '0'.repeat(32))
    expect(await code('POST', '', { path: '/workspaces/x/services/y', body: '{' })).toBe('400 WorkspaceIdInvalid')
    expect(await code('POST', '?api-version=1', { key: 'wrong', body: '{' })).toBe('401 ScoreRequestUnauthorized')
    expect(await code('POST', '?api-version=1', { path: other, body: '{' })).toBe('404 WorkspaceNotFound')
    expect(await code('POST', '?api-version=1', { body: '{' })).toBe('400 BadVersionCall')
    expect(await code('GET', '/x?api-version=2.0')).toBe('404 JobNotFound')
    expect(await code('POST', '//start?api-version=2.0')).toBe('400 MissingJobId')
    expect(await code('PUT', '?api-version=2.0')).toBe('405 MethodNotAllowed')
    expect(await code('DELETE', `/${'0'.repeat(32)}`)).toBe('404 JobNotFound')
  })

  it('keep the jobs of endpoints and workspaces apart', async () => {
    const id = await batch.submit()
    const { path, key } = batch.training
    expect(await code('GET', `/${id}?api-version=2.0`, { path, key })).toBe('404 JobNotFound')
    expect(await code('POST', `/${id}/start?api-version=2.0`, { path, key })).toBe('404 JobNotFound')
    expect(await code('DELETE', `/${id}`, { path, key })).toBe('404 JobNotFound')
    expect(await code('GET', `/${id}?api-version=2.0`, { key })).toBe('401 ScoreRequestUnauthorized')
    const elsewhere = batch.census.path.replace(batch.workspaceId, 'f'.repeat(32))
    expect(await code('GET', `/${id}?api-version=2.0`, { path: elsewhere })).toBe('404 WorkspaceNotFound')
    expect((await batch.job(id)).state).toBe('not-started')
  })

  it('take ids with dashes and capitals', async () => {
    const id = await batch.submit()
    const dashed = id.toUpperCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    expect((await batch.call('GET', `/${dashed}?api-version=2.0`)).body.StatusCode).toBe('NotStarted')
  })
})

describe('a start', () => {
  it.each([
    ['without a body or a content type', {}],
    ['with an empty body and a content type', { body: '', headers: ['Content-Type', 'application/json'] }],
    ['with a body that says nothing', { body: '{}' }],
  ])('%s queues the job for its endpoint and answers nothing', async (_, options) => {
    const id = await batch.submit()
    const { status, text } = await batch.call('POST', `/${id}/start?api-version=2.0`, options)
    expect([status, text]).toEqual([200, ''])
    expect(batch.queue.tasks).toContainEqual({ id, group: batch.census.endpoint.id })
    expect((await batch.call('GET', `/${id}?api-version=2.0`)).body).toMatchObject({
      StatusCode: 'NotStarted',
      Results: null,
      Details: null,
    })
  })

  it('comes once', async () => {
    const id = await batch.submit()
    const start = () => batch.call('POST', `/${id}/start?api-version=2.0`)
    const message = async () => (await start()).body.error
    await start()
    expect(await message()).toEqual({
      code: 'InvalidOperation',
      message: 'The request is invalid in the current context.',
      details: [{ code: 'CannotStartJob', message: 'The job cannot be started because it is in Queued state.' }],
    })
    await batch.change(id, { state: 'finished' })
    expect((await message()).details[0].message).toContain('in Finished state')
  })

  it('comes once also when it is sent many times at once', async () => {
    const id = await batch.submit()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => batch.call('POST', `/${id}/start?api-version=2.0`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(400)])
    expect(batch.queue.tasks.filter((task) => task.id === id)).toHaveLength(1)
  })

  it('pins what the endpoint serves at that moment, and keeps its files', async () => {
    const fresh = await startBatch()
    const id = await fresh.submit()
    await fresh.call('POST', `/${id}/start?api-version=2.0`)
    const pinned = fresh.directory.endpointById(fresh.census.endpoint.id)?.document.definition
    await fresh.directory.catchUp()
    const artifacts = [...fresh.directory.artifactsInUse()]
    const [dataset = ''] = [await fresh.putDataset('Empty', [], [])]
    await fresh.publish(pairGraph(dataset, dataset), { webServiceId: fresh.census.webService.id })
    const { definition = '' } = await fresh.job(id)
    expect(definition).toMatch(/^[0-9a-f]{64}$/)
    expect(await readBatchDefinition(fresh.store, fresh.workspaceId, definition)).toEqual(pinned)
    expect([...fresh.directory.artifactsInUse()]).toEqual(expect.arrayContaining(artifacts))
    await fresh.change(id, { state: 'finished' })
    await fresh.call('DELETE', `/${id}`)
    await fresh.directory.catchUp()
    await expect(readBatchDefinition(fresh.store, fresh.workspaceId, definition)).rejects.toMatchObject({
      code: 'JobNotFound',
    })
  })

  it('is refused when the web service was published anew and the job does not suit it', async () => {
    const fresh = await startBatch()
    const id = await fresh.submit()
    const dataset = await fresh.putDataset('Empty', [], [])
    await fresh.publish(pairGraph(dataset, dataset), { webServiceId: fresh.census.webService.id })
    const { status, body } = await fresh.call('POST', `/${id}/start?api-version=2.0`)
    expect([status, body.error.details[0].code]).toEqual([400, 'BatchJobInputsNotSpecified'])
    expect((await fresh.job(id)).state).toBe('not-started')
  })

  it('that could not be put into the queue stands in its document, where who works on jobs finds it', async () => {
    const fresh = await startBatch()
    const id = await fresh.submit()
    fresh.queue.fail(true)
    expect((await fresh.call('POST', `/${id}/start?api-version=2.0`)).status).toBe(500)
    expect((await fresh.job(id)).state).toBe('queued')
  })
})

describe('the status of a job', () => {
  const progress = { bytesRead: 512, totalBytes: 1024, rows: 10, badRows: 1, bytesPerSecond: 256, secondsLeft: 2 }
  const read = async (id: string) => (await batch.call('GET', `/${id}?api-version=2.0`)).body

  it('while it runs, has how far it is', async () => {
    const id = await batch.submit()
    await batch.change(id, { state: 'running', startedAt: '2026-01-05T12:00:01.000Z', progress })
    expect(await read(id)).toEqual({
      StatusCode: 'Running',
      Results: null,
      Details: null,
      JobId: id,
      CreatedAt: '2026-01-05T12:00:00.000Z',
      StartTime: '2026-01-05T12:00:01.000Z',
      EndTime: null,
      Progress: { Rows: 10, BadRows: 1, BytesRead: 512, TotalBytes: 1024, BytesPerSecond: 256, SecondsLeft: 2 },
    })
  })

  it('when it is finished, has three texts that make an address for a plain GET', async () => {
    const id = await batch.submit({ ...submission, Outputs: { output1: place('/data/scöred rows.csv') } })
    await batch.change(id, { state: 'finished' })
    const { StatusCode, Results, Details } = await read(id)
    expect([StatusCode, Details]).toEqual(['Finished', null])
    expect(Results).toEqual({
      output1: {
        ConnectionString: null,
        RelativeLocation: 'data/sc%C3%B6red%20rows.csv',
        BaseLocation: 'https://contoso.blob.core.windows.net/',
        SasBlobToken: expect.stringMatching(/^\?sv=.*&st=.*&se=.*&sr=b&sp=r&sig=/),
      },
    })
    expect(JSON.stringify(Results)).not.toContain(accountKey)
  })

  it('gives back the signature that an output was named with, and where bad rows are', async () => {
    const signed = {
      BaseLocation: 'https://contoso.blob.core.windows.net/',
      RelativeLocation: 'data/s.csv',
      SasBlobToken: '?sig=mine',
    }
    const id = await batch.submit({ ...submission, Outputs: { output1: signed }, BadRows: 'KeepApart' })
    const { outputs, badRowRule } = await batch.job(id)
    expect(badRowRule).toBe('keep-apart')
    const file = outputs.output1
    await batch.change(id, { state: 'finished', ...(file && { badRowsFile: { ...file, path: 's.bad.csv' } }) })
    expect(await read(id)).toMatchObject({
      Results: { output1: { ...signed, ConnectionString: null } },
      BadRows: { RelativeLocation: 'data/s.bad.csv', SasBlobToken: '?sig=mine' },
    })
  })

  it('when it failed, is one text in the form that clients know', async () => {
    const id = await batch.submit()
    const error = { code: 'InputParseError', message: 'Row 3 is too long.', target: 'input1', remedy: 'Correct it.' }
    await batch.change(id, { state: 'failed', error })
    const { StatusCode, Results, Details } = await read(id)
    expect([StatusCode, Results]).toEqual(['Failed', null])
    expect(Details).toBe(
      `Module: input1; requestId = ${id} errorComponent=Module. taskStatusCode=400. {"Exception":{"ErrorId":"InputParseError","ErrorCode":"InputParseError","ExceptionType":"BatchException","Message":"Row 3 is too long."}}Error: Row 3 is too long. Correct it.`,
    )
    await batch.change(id, {
      error: { ...error, code: 'ColumnNotFound', message: 'No column.', target: 'Score Model' },
    })
    expect((await read(id)).Details).toMatch(
      /^Module: Score Model; .*"ErrorCode":"0001","ExceptionType":"ModuleException","Message":"Error 0001: No column\."}}Error: Error 0001: /,
    )
  })
})

describe('deleting a job', () => {
  it('cancels one that has not run and takes it out of the queue, with or without a version', async () => {
    const id = await batch.submit()
    await batch.call('POST', `/${id}/start?api-version=2.0`)
    expect((await batch.call('DELETE', `/${id}`)).status).toBe(200)
    expect(batch.queue.tasks.some((task) => task.id === id)).toBe(false)
    const status = async () => (await batch.call('GET', `/${id}?api-version=2.0`)).body
    expect(await status()).toMatchObject({ StatusCode: 'Cancelled', Results: null, Details: null })
    expect((await batch.call('DELETE', `/${id}?api-version=2.0`)).status).toBe(200)
    expect(await status()).toMatchObject({ StatusCode: 'Cancelled' })
    expect((await batch.call('DELETE', `/${id}?api-version=3.0`)).status).toBe(400)
  })

  it('asks the one who runs it to end it, and leaves its task', async () => {
    const id = await batch.submit()
    await batch.call('POST', `/${id}/start?api-version=2.0`)
    await batch.change(id, { state: 'running' })
    expect((await batch.call('DELETE', `/${id}?api-version=2.0`)).status).toBe(200)
    expect(await batch.job(id)).toMatchObject({ state: 'running', isCancelRequested: true })
    expect(batch.queue.tasks.some((task) => task.id === id)).toBe(true)
  })

  it.each(['finished', 'failed'] as const)('removes one that has %s, with its parts', async (state) => {
    const id = await batch.submit()
    await batch.change(id, { state })
    const key = `/workspaces/${batch.workspaceId}/batchjobs/${id}`
    await batch.store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key: `${key}/parts/0`, collection: `${key}/parts`, body: {} }),
    )
    expect((await batch.call('DELETE', `/${id}?api-version=2.0`)).status).toBe(200)
    expect((await batch.call('GET', `/${id}?api-version=2.0`)).status).toBe(404)
    expect(await batch.store.listBelow(key)).toEqual([])
  })
})

describe('the jobs of an endpoint', () => {
  it('are listed in pages, newest first, those of other endpoints apart', async () => {
    const fresh = await startBatch()
    const ids: string[] = []
    for (let count = 0; count < 5; count += 1) {
      fresh.clock.advance(1000)
      ids.unshift(await fresh.submit())
    }
    await fresh.change(ids[1] ?? '', { state: 'running' })
    const list = async (query: string) => (await fresh.call('GET', `?api-version=2.0${query}`)).body
    const all = await list('')
    expect(all.value.map(({ JobId }: { JobId: string }) => JobId)).toEqual(ids)
    expect(all.value[0]).toMatchObject({ StatusCode: 'NotStarted', EndTime: null })
    expect(all.nextLink).toBeUndefined()
    const first = await list('&$top=2')
    expect(first.value).toHaveLength(2)
    const { pathname, search } = new URL(first.nextLink)
    const second = await fresh.call('GET', `${search}`, { path: pathname.replace('/jobs', '') })
    expect(second.body.value.map(({ JobId }: { JobId: string }) => JobId)).toEqual(ids.slice(2, 4))
    expect((await list('&status=running')).value).toHaveLength(1)
    expect((await list('&status=NotStarted,Running')).value).toHaveLength(5)
    expect((await list('&status=Sleeping')).error.details[0].code).toBe('InvalidQueryParameter')
    expect((await list('&$top=0')).error.details[0].code).toBe('InvalidQueryParameter')
    expect((await list('&$skip=-1')).error.details[0].code).toBe('InvalidQueryParameter')
    const { path, key } = fresh.training
    expect((await fresh.call('GET', '?api-version=2.0', { path, key })).body).toEqual({ value: [] })
  })

  it('may be thousands', async () => {
    const fresh = await startBatch()
    const template = await fresh.job(await fresh.submit())
    await fresh.store.transact({ actor: 'test' }, async (transaction) => {
      for (let count = 0; count < 3000; count += 1) {
        const id = count.toString(16).padStart(32, '0')
        const collection = `/workspaces/${fresh.workspaceId}/batchjobs`
        await transaction.put(
          { key: `${collection}/${id}`, collection, body: { ...template, id } },
          { isAudited: false },
        )
      }
    })
    const { body } = await fresh.call('GET', '?api-version=2.0&$skip=2900&$top=200')
    expect(body.value).toHaveLength(101)
    const ids = await Promise.all(Array.from({ length: 200 }, () => fresh.submit()))
    expect(new Set(ids).size).toBe(200)
  })
})

describe('clients of older deployments', () => {
  it('submit without a version, and their job starts at once', async () => {
    const { status, body: id } = await batch.call('POST', '', { body: submission })
    expect(status).toBe(200)
    expect((await batch.job(id)).state).toBe('queued')
    expect((await batch.call('GET', `/${id}`)).body.StatusCode).toBe('NotStarted')
  })

  it('are refused where that is switched off, but may still delete', async () => {
    const strict = await startBatch({ batchSettings: { startsWithoutVersion: false } })
    expect((await strict.call('POST', '', { body: submission })).body.error.details[0].code).toBe('BadVersionCall')
    const id = await strict.submit()
    expect((await strict.call('GET', `/${id}`)).status).toBe(400)
    expect((await strict.call('DELETE', `/${id}`)).status).toBe(200)
  })

  it('get numbers where they are wanted', async () => {
    const old = await startBatch({ batchSettings: { statusAsNumbers: true } })
    const id = await old.submit()
    const status = async () => (await old.call('GET', `/${id}?api-version=2.0`)).body.StatusCode
    expect(await status()).toBe(0)
    await old.change(id, { state: 'failed' })
    expect(await status()).toBe(2)
  })
})

describe('results without a place', () => {
  it('go to the storage of the installation, under its public address', async () => {
    const blobs = (await startBatch()).blobs
    const defaultStorage = createAccountStorage(
      { connectionString, container: 'experimentoutput', publicUrl: 'https://files.example.com/contoso' },
      blobs,
    )
    const own = await startBatch({ defaultStorage, blobs })
    const id = await own.submit({ Input: place('data/rows.csv') })
    await own.change(id, { state: 'finished' })
    const { Results } = (await own.call('GET', `/${id}?api-version=2.0`)).body
    expect(Results.output1).toMatchObject({
      BaseLocation: 'https://files.example.com/contoso/',
      RelativeLocation: expect.stringMatching(new RegExp(`^experimentoutput/${id}/[0-9a-f]{32}\\.csv$`)),
    })
    const { path, key } = own.training
    const trained = await own.call('POST', '?api-version=2.0', { body: { Input: place('data/rows.csv') }, path, key })
    expect((await own.job(trained.body)).outputs.model?.path).toMatch(/\.ilearner$/)
  })
})

describe('a storage account that is away', () => {
  it('is told of as what will pass', async () => {
    const failed = async () => {
      throw new AppError('BlobStorageFailed', { container: 'own', reason: 'the role storage is not running' })
    }
    const away = await startBatch({ defaultStorage: { openResults: failed, createReadLink: failed } })
    const submitted = await away.call('POST', '?api-version=2.0', { body: { Input: place('data/rows.csv') } })
    expect([submitted.status, submitted.body.error.details[0].code]).toEqual([503, 'BatchStorageAway'])
    const id = await away.submit()
    await away.change(id, { state: 'finished' })
    expect((await away.call('GET', `/${id}?api-version=2.0`)).status).toBe(503)
  })
})

describe('a web service without inputs', () => {
  it('needs no body at all', async () => {
    const dataset = await batch.putDataset('Own', numbers, [[1, 2]])
    const graph = scoringGraph(dataset, await batch.putModel('Own Model', createTestModel(1)))
    const own = await batch.publish(graph, { name: 'Own', change: (definition) => ({ ...definition, inputs: [] }) })
    const { path, key } = own
    expect(await refusal({ Input: place('data/rows.csv') }, { path, key })).toBe(
      '400 BadArgument/BatchJobInputsTooManySpecified',
    )
    expect(await refusal(undefined, { path, key })).toBe('400 BadArgument/MissingRequiredOutputOverrides')
    expect(await refusal({ Outputs: submission.Outputs }, { path, key })).toBe('200')
  })
})
