import { createMemoryCall, createTemporaryArtifacts } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { nothingOutside, startMachineLearning } from '../machine-learning.fixture.ts'
import { modules } from '../modules/index.ts'
import { createPublisher } from '../web-services/publishing/publisher.ts'
import { createStudio } from './create-studio.ts'
import { defineStudioRoute, type StudioEvent } from './studio-route.ts'

const echo = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/echo/{name}',
  tag: 'Test',
  summary: 'Says what it got.',
  query: z.strictObject({ times: z.coerce.number().int().max(3).default(1) }),
  body: z.strictObject({ text: z.string() }),
  answers: { 200: z.strictObject({ said: z.string() }) },
  handle: ({ params: { name }, query, body }) => ({
    status: 200,
    body: { said: `${name}: ${body.text.repeat(query.times)}` },
  }),
})

async function* countTo(last: number): AsyncGenerator<StudioEvent> {
  for (let count = 1; count <= last; count += 1) yield { event: 'count', data: { count }, id: String(count) }
}
const count = defineStudioRoute({
  method: 'GET',
  path: '/count',
  tag: 'Test',
  summary: 'Counts.',
  needs: 'nothing',
  answers: { 200: { contentType: 'text/event-stream' } },
  handle: () => ({ status: 200, events: countTo(2) }),
})
const file = defineStudioRoute({
  method: 'GET',
  path: '/file',
  tag: 'Test',
  summary: 'Gives a file.',
  needs: 'nothing',
  answers: { 200: { contentType: 'text/csv' } },
  handle: () => ({
    status: 200,
    contentType: 'text/csv',
    fileName: 'naïve "data".csv',
    stream: (async function* () {
      yield Buffer.from('a,b\n')
      yield Buffer.from('1,2\n')
    })(),
  }),
})
const broken = defineStudioRoute({
  method: 'GET',
  path: '/broken',
  tag: 'Test',
  summary: 'Fails.',
  needs: 'nothing',
  answers: {},
  handle() {
    throw new Error('secret detail')
  },
})

async function start() {
  const ml = await startMachineLearning()
  const handle = createStudio(
    {
      ...ml,
      publisher: createPublisher(ml),
      ...nothingOutside,
      modules,
      artifacts: createTemporaryArtifacts(),
      randomBytes: (length) => new Uint8Array(length),
      createRequestId: () => 'request-1',
    },
    [echo, count, file, broken],
  )
  const send = (method: string, target: string, { token = 'automation-token', body = '' } = {}) => {
    const { call, response } = createMemoryCall({
      method,
      target: `/studio${target}`,
      headers: token === '' ? [] : ['Authorization', `Bearer ${token}`],
      ...(body === '' ? {} : { body }),
    })
    handle(call)
    return response
  }
  return { ...ml, send }
}

describe('the studio API', () => {
  it('gives a route what its declaration says', async () => {
    const { send, workspaceId } = await start()
    const target = `/workspaces/${workspaceId}/echo/Ada%20L?times=2`
    const response = await send('POST', target, { body: '{"text":"hi"}' })
    expect([response.status, response.json()]).toEqual([200, { said: 'Ada L: hihi' }])
  })

  it('names every fault of query and body with its place', async () => {
    const { send, workspaceId } = await start()
    const wrongBody = await send('POST', `/workspaces/${workspaceId}/echo/x`, { body: '{"text":1,"more":2}' })
    expect([wrongBody.status, wrongBody.json()]).toEqual([
      400,
      {
        error: {
          code: 'ValidationError',
          message: 'One or more fields contain incorrect values:',
          details: [
            {
              code: 'ValidationError',
              target: 'body.text',
              message: 'Invalid input: expected string, received number',
            },
            { code: 'ValidationError', target: 'body', message: 'Unrecognized key: "more"' },
          ],
          requestId: 'request-1',
        },
      },
    ])
    const wrongQuery = await send('POST', `/workspaces/${workspaceId}/echo/x?times=9`, { body: '{"text":"a"}' })
    expect(wrongQuery.json()).toMatchObject({ error: { details: [{ target: 'query.times' }] } })
    const noJson = await send('POST', `/workspaces/${workspaceId}/echo/x`, { body: '{' })
    expect(noJson.json()).toMatchObject({ error: { code: 'InvalidRequestContent' } })
  })

  it('lets in a token of the workspace or of the installation, and nobody else', async () => {
    const { send, workspaceId, workspaceToken } = await start()
    const statusWith = async (token: string, workspace = workspaceId) =>
      (await send('POST', `/workspaces/${workspace}/echo/x`, { token, body: '{"text":"a"}' })).status
    expect(await statusWith(workspaceToken('primary'))).toBe(200)
    expect(await statusWith(workspaceToken('secondary'))).toBe(200)
    expect(await statusWith('wrong')).toBe(401)
    expect(await statusWith('')).toBe(401)
    expect(await statusWith(workspaceToken('primary'), '0'.repeat(32))).toBe(401)
    expect(await statusWith('automation-token', '0'.repeat(32))).toBe(404)
    expect(await statusWith('automation-token', 'nonsense')).toBe(404)
  })

  it('streams events and files', async () => {
    const { send } = await start()
    const events = await send('GET', '/count', { token: '' })
    expect(events.header('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(events.text()).toBe(
      'retry: 2000\n\nevent: count\nid: 1\ndata: {"count":1}\n\nevent: count\nid: 2\ndata: {"count":2}\n\n',
    )
    const download = await send('GET', '/file', { token: '' })
    expect(download.text()).toBe('a,b\n1,2\n')
    expect(download.header('content-disposition')).toBe(
      `attachment; filename="na_ve _data_.csv"; filename*=UTF-8''na%C3%AFve%20%22data%22.csv`,
    )
  })

  it('answers unknown paths, wrong methods and bugs without showing their insides', async () => {
    const { send, log } = await start()
    expect((await send('GET', '/nowhere')).json()).toMatchObject({ error: { code: 'StudioRouteNotFound' } })
    expect((await send('DELETE', '/count')).status).toBe(405)
    const bug = await send('GET', '/broken')
    expect(bug.status).toBe(500)
    expect(bug.text()).not.toContain('secret detail')
    expect(log.records.at(-1)?.message).toBe('A studio call failed inside.')
  })

  it('describes itself', async () => {
    const { send } = await start()
    const description = (await send('GET', '/openapi.json', { token: '' })).json() as { paths: object }
    expect(Object.keys(description.paths)).toEqual([
      '/studio/workspaces/{workspaceId}/echo/{name}',
      '/studio/count',
      '/studio/file',
      '/studio/broken',
      '/studio/openapi.json',
    ])
    expect(description).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/studio/workspaces/{workspaceId}/echo/{name}': {
          post: {
            parameters: [
              { name: 'workspaceId', in: 'path' },
              { name: 'name', in: 'path' },
              { name: 'times', in: 'query', required: false },
            ],
            requestBody: { content: { 'application/json': { schema: { required: ['text'] } } } },
          },
        },
      },
    })
  })
})
