import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isReady } from '../support/is-ready.ts'
import { childrenOf, waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import {
  columns,
  connectToStudio,
  graphOf,
  type PublishedEndpoint,
  type StudioClient,
} from '../support/studio-client.ts'

// The answers differ from call to call; a test names the members that it expects.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any

/** Prices that are so many times the size. */
const houses = (factor: number, count = 60) =>
  `size,price\n${Array.from({ length: count }, (_, row) => `${row + 10},${(row + 10) * factor}`).join('\n')}\n`

const priceGraph = (datasetId: string) =>
  graphOf(
    [
      ['data: saved-dataset', { datasetId }],
      ['learner: linear-regression'],
      ['train: train-model', { labelColumn: columns('price') }],
      ['score: score-model'],
    ],
    [
      'learner.untrainedModel > train.untrainedModel',
      'data.dataset > train.dataset',
      'train.trainedModel > score.trainedModel',
      'data.dataset > score.dataset',
    ],
  )

describe('batch execution', () => {
  let folder: string
  let sluice: RunningSluice
  let studio: StudioClient
  let service: PublishedEndpoint
  let experimentId: string
  let receiver: Server
  const heard: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-batch-'))
    receiver = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk
      })
      request.on('end', () => {
        heard.push({ headers: request.headers, body })
        response.end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    sluice = await startSluice({
      args: ['--role', 'management,ml,storage'],
      environment: { SLUICE_ALLOW_LOOPBACK: 'true' },
    })
    studio = await connectToStudio(sluice)
    const datasetId = await studio.upload('Houses', 'houses.csv', houses(10))
    experimentId = (await studio.call('POST', '/experiments', { name: 'Houses', graph: priceGraph(datasetId) })).id
    await studio.run(experimentId)
    const converted = await studio.call('POST', `/experiments/${experimentId}/conversions`, { kind: 'predictive' })
    service = await studio.publish(converted.experimentId)
  })
  afterAll(async () => {
    await sluice.remove()
    receiver.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const call = async (address: string, key: string, method: string, rest: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${address}/jobs${rest}?api-version=2.0`, {
      method,
      headers: { Authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return text === '' ? undefined : JSON.parse(text)
  }
  /** Submits, starts and waits. @returns the last status */
  const runJob = async (address: string, key: string, body: unknown): Promise<Answer> => {
    const id = await call(address, key, 'POST', '', body)
    await call(address, key, 'POST', `/${id}/start`)
    for (;;) {
      const status = await call(address, key, 'GET', `/${id}`)
      if (!['NotStarted', 'Running'].includes(status.StatusCode)) return status
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const storage = () => JSON.parse(sluice.run('storage', '--json').stdout)
  const upload = async (name: string, text: string): Promise<object> => {
    const { connectionString } = storage()
    await studio.call('POST', '/storage/containers', { name: 'trials' }).catch(() => undefined)
    const { BlobServiceClient } = await import('@azure/storage-blob')
    const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient('trials')
    await container.createIfNotExists()
    await container.getBlockBlobClient(name).upload(text, Buffer.byteLength(text))
    return { ConnectionString: connectionString, RelativeLocation: `trials/${name}` }
  }
  const download = async ({ BaseLocation, RelativeLocation, SasBlobToken }: Record<string, string>): Promise<string> =>
    (await fetch(`${BaseLocation}${RelativeLocation}${SasBlobToken}`)).text()
  const predict = async (address: string, key: string): Promise<number> => {
    const response = await fetch(`${address}/execute?api-version=2.0&details=true`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify({ Inputs: { input1: { ColumnNames: ['size', 'price'], Values: [[100, null]] } } }),
    })
    const { ColumnNames, Values } = ((await response.json()) as Answer).Results.output1.value
    return Number(Values[0][ColumnNames.indexOf('Scored Labels')])
  }

  it('scores a file from the command line, and lists, shows and cancels jobs', () => {
    writeFileSync(join(folder, 'in.csv'), houses(10, 200))
    const options = ['--endpoint', service.address, '--key', service.key]
    const output = join(folder, 'out.csv')
    const made = sluice.run('batch', 'run', ...options, '--input', join(folder, 'in.csv'), '--output', output, '--json')
    expect([made.exitCode, made.stderr]).toEqual([0, ''])
    const events = made.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.at(-1)).toMatchObject({ event: 'finished', outputs: { output1: output } })
    const lines = readFileSync(output, 'utf8').trim().split(/\r?\n/)
    expect([lines.length, lines[0]]).toEqual([201, 'size,price,Scored Labels'])
    const { jobId } = events.at(-1)
    const listed = sluice.run('batch', 'list', ...options).stdout
    expect(listed).toContain(`${jobId}  Finished`)
    const shown = sluice.run('batch', 'status', jobId, ...options).stdout
    expect(shown).toMatch(/^Finished\n.*200 rows\noutput1 {2}http:/)
    const cancelled = sluice.run('batch', 'cancel', jobId, ...options)
    expect([cancelled.exitCode, cancelled.stderr]).toEqual([1, `Job ${jobId} has ended: Finished.\n`])
    const refused = sluice.run('batch', 'list', '--endpoint', service.address, '--key', 'wrong')
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      'The list of jobs was refused (401): Invalid credentials provided.\n',
    ])
  })

  it('keeps rows apart that cannot be scored, or fails', async () => {
    writeFileSync(join(folder, 'bad.csv'), 'size,price\n1,2\nmany,3\n4,5\n')
    const options = ['--endpoint', service.address, '--key', service.key, '--input', join(folder, 'bad.csv')]
    const output = join(folder, 'good.csv')
    const failed = sluice.run('batch', 'run', ...options, '--output', output)
    expect([failed.exitCode, failed.stderr]).toEqual([2, expect.stringMatching(/failed\. .*Line 3/)])
    const kept = sluice.run('batch', 'run', ...options, '--output', output, '--bad-rows', 'keep-apart')
    expect(kept.exitCode).toBe(0)
    expect(readFileSync(output, 'utf8').trim().split(/\r?\n/)).toHaveLength(3)
    expect(readFileSync(`${output}.bad-rows.csv`, 'utf8')).toContain('many')
  })

  it('writes results that nobody named a place for into the account of the installation, and tells of the end', async () => {
    const place = await upload('rows.csv', houses(10, 5))
    const { port } = receiver.address() as { port: number }
    const body = { Input: place, Notify: { Url: `http://127.0.0.1:${port}/ended` } }
    const { StatusCode, Results, JobId } = await runJob(service.address, service.key, body)
    expect(StatusCode).toBe('Finished')
    expect(Results.output1.RelativeLocation).toMatch(/^experimentoutput\/[0-9a-f]{32}\/[0-9a-f]{32}\.csv$/)
    expect((await download(Results.output1)).trim().split(/\r?\n/)).toHaveLength(6)
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(1)
    const [{ headers, body: told } = { headers: {}, body: '' }] = heard
    expect(JSON.parse(told)).toMatchObject({ type: 'batch-job.finished', data: { jobId: JobId, rows: 5 } })
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${told}`
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', service.key).update(signed).digest('base64')}`)
  })

  it('retrains a model, whose patch changes one endpoint and not the default one', async () => {
    const converted = await studio.call('POST', `/experiments/${experimentId}/conversions`, { kind: 'retraining' })
    const training = await studio.publish(converted.experimentId)
    const place = await upload('new-prices.csv', houses(30))
    const { StatusCode, Results, Details } = await runJob(training.address, training.key, { Input: place })
    expect([StatusCode, Details]).toEqual(['Finished', null])
    const [model] = Object.values(Results) as Answer[]
    expect(model.RelativeLocation).toMatch(/\.ilearner$/)

    const endpoints = `/web-services/${service.webServiceId}/endpoints`
    await studio.call('POST', endpoints, { name: 'fresh' })
    const { apiLocation } = await studio.call('GET', `${endpoints}/fresh`)
    const { primary } = await studio.call('POST', `${endpoints}/fresh/list-keys`)
    const before = await predict(service.address, service.key)
    expect(await predict(apiLocation, primary)).toBe(before)
    const managed = `${sluice.addresses.ml}/workspaces/${studio.workspaceId}/webservices/${service.webServiceId}/endpoints/fresh`
    const headers = { Authorization: `Bearer ${primary}`, 'Content-Type': 'application/json' }
    const { Resources } = (await (await fetch(managed, { headers })).json()) as Answer
    const patched = await fetch(managed, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ Resources: [{ Name: Resources[0].Name, Location: model }] }),
    })
    expect([patched.status, await patched.text()]).toEqual([200, expect.anything()])
    expect(await predict(apiLocation, primary)).toBeCloseTo(3000, 0)
    expect(await predict(service.address, service.key)).toBe(before)
    expect(before).toBeCloseTo(1000, 0)
  })

  it('retrains the same model when its processes are killed', async () => {
    const converted = await studio.call('POST', `/experiments/${experimentId}/conversions`, { kind: 'retraining' })
    const training = await studio.publish(converted.experimentId)
    const body = { Input: await upload('killed-prices.csv', houses(20, 3_000)) }
    const undisturbed = await runJob(training.address, training.key, body)
    const id = await call(training.address, training.key, 'POST', '', body)
    await call(training.address, training.key, 'POST', `/${id}/start`)
    const workers = () => childrenOf(sluice.pidOf('ml')).filter(({ command }) => command.includes('batch-worker'))
    const { ml } = sluice.addresses
    // The process that trains, while it starts and while it works; then the whole role.
    const victims: (() => number | undefined)[] = [
      () => workers().at(-1)?.pid,
      () => workers().at(-1)?.pid,
      () => (workers().length > 0 ? sluice.pidOf('ml') : undefined),
    ]
    for (const [index, findVictim] of victims.entries()) {
      await waitUntil(async () => (await isReady(ml)) && findVictim() !== undefined)
      await new Promise((resolve) => setTimeout(resolve, index * 100))
      process.kill(findVictim() ?? 0, 'SIGKILL')
    }
    await waitUntil(() => isReady(ml))
    let status: Answer
    await waitUntil(async () => {
      status = await call(training.address, training.key, 'GET', `/${id}`)
      return !['NotStarted', 'Running'].includes(status.StatusCode)
    })
    expect([status.StatusCode, status.Details]).toEqual(['Finished', null])
    const [model, expected] = [status, undisturbed].map(({ Results }) => Object.values(Results)[0] as Answer)
    expect(await download(model)).toBe(await download(expected))
  })

  it('gives up what storage does not hold, in clear words', async () => {
    const place = { ...(await upload('there.csv', 'size,price\n1,2\n')), RelativeLocation: 'trials/not-there.csv' }
    const { StatusCode, Details } = await runJob(service.address, service.key, { Input: place })
    expect([StatusCode, Details]).toEqual(['Failed', expect.stringContaining('not-there.csv')])
  })
})
