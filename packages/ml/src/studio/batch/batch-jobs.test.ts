import { beforeAll, describe, expect, it } from 'vitest'
import { accountKey, type Batch, startBatch, submission } from '../../batch/jobs/batch-jobs.fixture.ts'

let batch: Batch
let base: string
let ofEndpoint: string
beforeAll(async () => {
  batch = await startBatch()
  base = `/workspaces/${batch.workspaceId}/batch-jobs`
  ofEndpoint = `/workspaces/${batch.workspaceId}/web-services/${batch.census.webService.id}/endpoints/default/batch-jobs`
})

describe('batch jobs over the studio API', () => {
  it('are submitted and started in one call, and read without a secret', async () => {
    const body = { ...submission, Notify: { Url: 'https://hooks.example.com/', Email: 'anna@example.com' } }
    const made = await batch.studio('POST', ofEndpoint, body)
    expect([made.status, made.body.state]).toEqual([201, 'queued'])
    expect(made.response.header('location')).toBe(`/studio${base}/${made.body.id}`)
    expect(batch.queue.tasks).toContainEqual({ id: made.body.id, group: batch.census.endpoint.id })
    const read = await batch.studio('GET', `${base}/${made.body.id}`)
    expect(read.body).toMatchObject({
      webServiceName: 'Census',
      inputs: { input1: { address: 'https://contoso.blob.core.windows.net/data', path: 'rows.csv', format: 'csv' } },
      progress: { rows: 0 },
      results: null,
      notifications: [
        { kind: 'call', address: 'https://hooks.example.com/', state: 'waiting', attempts: 0 },
        { kind: 'mail', address: 'anna@example.com', state: 'waiting' },
      ],
    })
    expect(JSON.stringify(read.body)).not.toContain('ealed')
    expect(JSON.stringify(read.body)).not.toContain(accountKey)
  })

  it('wait where that is wanted, are started once, cancelled and deleted', async () => {
    const { body } = await batch.studio('POST', `${ofEndpoint}?start=false`, submission)
    expect(body.state).toBe('not-started')
    const item = `${base}/${body.id}`
    const status = async (method: string, path: string) => {
      const answer = await batch.studio(method, path)
      return [answer.status, answer.body?.error?.code ?? answer.body?.state]
    }
    expect(await status('DELETE', item)).toEqual([409, 'JobNotEnded'])
    expect(await status('POST', `${item}/start`)).toEqual([202, 'queued'])
    expect(await status('POST', `${item}/start`)).toEqual([400, 'CannotStartJob'])
    expect(await status('POST', `${item}/cancel`)).toEqual([202, 'cancelled'])
    expect(await status('POST', `${item}/cancel`)).toEqual([202, 'cancelled'])
    expect(await status('DELETE', item)).toEqual([204, undefined])
    expect(await status('GET', item)).toEqual([404, 'JobNotFound'])
  })

  it('have links to their results once they are finished', async () => {
    const id = await batch.submit()
    await batch.change(id, { state: 'finished' })
    const { body } = await batch.studio('GET', `${base}/${id}`)
    expect(body.results.output1.url).toMatch(/^https:\/\/contoso\.blob\.core\.windows\.net\/data\/scored\.csv\?sv=/)
  })

  it('are listed by endpoint and by state, in pages', async () => {
    const id = await batch.submit()
    await batch.change(id, { state: 'running' })
    const list = async (path: string) => (await batch.studio('GET', path)).body
    expect((await list(`${base}?state=running`)).value).toMatchObject([{ id }])
    const both = await list(`${ofEndpoint}?state=running&state=finished&top=1`)
    expect([both.count, both.value.length]).toEqual([2, 1])
    expect((await list(`${base}?endpointId=${batch.training.endpoint.id}`)).count).toBe(0)
    expect((await list(`${base}?webServiceId=${batch.training.webService.id}`)).count).toBe(0)
    expect((await list(`${base}?webServiceId=${batch.census.webService.id}&state=running`)).count).toBe(1)
    expect((await list(`${base}?state=sleeping`)).error.code).toBe('ValidationError')
  })

  it('are followed to their end by events', async () => {
    const id = await batch.submit()
    const response = batch.studio('GET', `${base}/${id}/events`).catch((error: unknown) => error)
    const raw = batch.send({
      target: `/studio${base}/${id}/events`,
      headers: ['Authorization', 'Bearer automation-token'],
    })
    await batch.change(id, { state: 'running', progress: { bytesRead: 1, rows: 5, badRows: 0 } })
    // Longer than the pause within which changes are told as one; what is expected holds either way.
    await new Promise((resolve) => setTimeout(resolve, 300))
    await batch.change(id, { state: 'finished', progress: { bytesRead: 2, rows: 9, badRows: 0 } })
    const text = (await raw).text()
    const events = [...text.matchAll(/^event: (.*)$/gm)].map(([, event]) => event)
    expect([events[0], events.at(-1)]).toEqual(['snapshot', 'end'])
    expect(events.slice(1, -1).every((event) => event === 'job')).toBe(true)
    expect(text).toContain('"rows":9')
    await response
    const again = await batch.send({
      target: `/studio${base}/${id}/events`,
      headers: ['Authorization', 'Bearer automation-token', 'Last-Event-ID', 'end'],
    })
    expect(again.status).toBe(204)
  })

  it('are nobody’s but the workspace’s', async () => {
    const id = await batch.submit()
    for (const [method, path] of [
      ['GET', base],
      ['GET', `${base}/${id}`],
      ['GET', `${base}/${id}/events`],
      ['POST', `${base}/${id}/start`],
      ['POST', `${base}/${id}/cancel`],
      ['DELETE', `${base}/${id}`],
      ['POST', ofEndpoint],
    ] as const) {
      const answer = await batch.send({
        method,
        target: `/studio${path}`,
        headers: ['Authorization', `Bearer ${batch.census.key}`],
        ...(method === 'POST' ? { body: '{}' } : {}),
      })
      expect([method, path, answer.status]).toEqual([method, path, 401])
    }
    const elsewhere = `/workspaces/${'0'.repeat(32)}/batch-jobs/${id}`
    expect((await batch.studio('GET', elsewhere)).status).toBe(404)
    expect((await batch.studio('GET', `${base}/${'0'.repeat(32)}`)).status).toBe(404)
  })

  it('are described', async () => {
    const { body } = await batch.studio('GET', '/openapi.json')
    expect(body.paths[`/studio/workspaces/{workspaceId}/batch-jobs/{jobId}`].get.tags).toEqual(['Batch jobs'])
  })
})
