import {
  type CallTrace,
  debugTokenPurpose,
  type GatewayAnswer,
  type GatewayQuestion,
  type TraceLinkContents,
  traceLinkPath,
  traceLinkPurpose,
} from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { connectGateway } from '../snapshot/connected-gateway.fixture.ts'

const trace = (traceId: string, second: number, apiId?: string): CallTrace => ({
  traceId,
  serviceName: 'sluice',
  timestamp: `2026-01-05T12:00:0${second}.0000000Z`,
  duration: '00:00:00.0010000',
  method: 'GET',
  url: 'http://localhost/echo',
  status: 200,
  ...(apiId === undefined ? {} : { apiId }),
  traceEntries: { inbound: [] },
})

/** A gateway that has these traces. */
const having =
  (...traces: readonly CallTrace[]) =>
  (question: GatewayQuestion): GatewayAnswer => {
    if (question.kind === 'list-traces') {
      return { quotas: [], traces: traces.map(({ traceEntries, ...summary }) => summary) }
    }
    const found = question.kind === 'find-trace' && traces.find(({ traceId }) => traceId === question.traceId)
    return { quotas: [], ...(found ? { trace: found } : {}) }
  }

const managed = '/gateways/managed'

describe('debug credentials', () => {
  it('are a token for one API, which is good for an hour at most', async () => {
    const { call, base, environment, clock } = await startManagement()
    const ask = (body: object) => call('POST', `${managed}/listDebugCredentials`, { purposes: ['tracing'], ...body })
    const contentsOf = ({ json }: Awaited<ReturnType<typeof ask>>) => {
      const parts = new URLSearchParams(json.token)
      const sealed = environment.secrets.open(parts.get('sig') ?? '', debugTokenPurpose('SLUICE'))
      return [parts.get('aid'), parts.get('p'), parts.get('ex'), JSON.parse(sealed)]
    }
    const expected = (seconds: number) => {
      const expiresAtMs = clock.now() + seconds * 1000
      const contents = { api: 'echo-api', expiresAtMs, generation: '' }
      return ['echo-api', 'tracing', new Date(expiresAtMs).toISOString(), contents]
    }
    const full = `${base}/sluice/apis/echo-api`
    expect(contentsOf(await ask({ apiId: full }))).toEqual(expected(3600))
    expect(contentsOf(await ask({ apiId: '/apis/echo-api;rev=1', credentialsExpireAfter: 'PT5M' }))).toEqual(
      expected(300),
    )
    for (const [body, status] of [
      [{ apiId: full, credentialsExpireAfter: 'PT61M' }, 400],
      [{ apiId: full, credentialsExpireAfter: 'PT0S' }, 400],
      [{ apiId: full, purposes: ['other'] }, 400],
      [{ apiId: full, purposes: [] }, 400],
      [{}, 400],
      [{ apiId: `${base}/sluice/apis/none` }, 404],
      [{ apiId: `${base}/other/apis/echo-api` }, 404],
      [{ apiId: `${base}/sluice/products/starter` }, 404],
    ] as const) {
      expect([body, (await ask(body)).status]).toEqual([body, status])
    }
    const elsewhere = await call('POST', '/gateways/mine/listDebugCredentials', { apiId: full, purposes: ['tracing'] })
    expect(elsewhere.status).toBe(404)
  })

  it('are of another generation after they were invalidated, and gateways hear of it', async () => {
    const { call, environment, store } = await startManagement()
    const before = (await store.readAll()).changeNumber
    expect((await call('POST', `${managed}/invalidateDebugCredentials`)).status).toBe(204)
    const stored = await store.get('/services/sluice/debugcredentials/managed')
    const { generation } = (stored?.body.properties ?? {}) as { generation?: string }
    expect(stored?.changeNumber).toBe(before + 1)
    const { json } = await call('POST', `${managed}/listDebugCredentials`, {
      apiId: '/apis/echo-api',
      purposes: ['tracing'],
    })
    const sealed = new URLSearchParams(json.token).get('sig') ?? ''
    expect(JSON.parse(environment.secrets.open(sealed, debugTokenPurpose('sluice')))).toMatchObject({
      generation: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(generation).toBe(JSON.parse(environment.secrets.open(sealed, debugTokenPurpose('sluice'))).generation)
  })
})

describe('traces', () => {
  it('come from the gateway that has them, also while another one does not answer', async () => {
    const started = await startManagement()
    const first = await connectGateway(started, having(trace('a', 1)))
    const second = await connectGateway(started, having(trace('b', 2)))
    const silent = await connectGateway(started, () => undefined)
    const ask = (traceId: string) => started.call('POST', `${managed}/listTrace`, { traceId })
    expect((await ask('b')).json).toEqual(trace('b', 2))
    expect((await started.call('GET', '/traces/a')).json).toEqual(trace('a', 1))
    expect((await ask('c')).json.error.code).toBe('GatewayNotAnswering')
    await silent.stop()
    expect([(await ask('c')).status, (await ask('')).status]).toEqual([404, 400])
    expect(first.asked.at(-1)).toEqual({ kind: 'find-trace', service: 'sluice', traceId: 'c' })
    await first.stop()
    await second.stop()
    expect((await ask('a')).json.error.code).toBe('NoGatewayConnected')
  })

  it('are listed over all gateways, the newest first, and by API', async () => {
    const started = await startManagement()
    const first = await connectGateway(started, having(trace('c', 3), trace('a', 1, 'Echo;rev=2')))
    const second = await connectGateway(started, having(trace('b', 2, 'other')))
    const ids = async (query = '') => {
      const { json } = await started.call('GET', `/traces${query}`)
      return [json.count, json.value.map(({ traceId }: CallTrace) => traceId)]
    }
    expect(await ids()).toEqual([3, ['c', 'b', 'a']])
    expect(await ids('?apiId=ECHO')).toEqual([1, ['a']])
    await first.stop()
    await second.stop()
  })

  it('are for publishers, and for whoever has the link of the older way, for a day', async () => {
    const started = await startManagement()
    const gateway = await connectGateway(started, having(trace('a', 1)))
    const asAnalyst = { Authorization: `Bearer ${await started.issue('analyst')}` }
    const asPublisher = { Authorization: `Bearer ${await started.issue('publisher')}` }
    expect((await started.call('GET', '/traces/a', undefined, asAnalyst)).status).toBe(403)
    expect((await started.call('GET', '/traces', undefined, asAnalyst)).status).toBe(403)
    expect((await started.call('GET', '/traces/a', undefined, asPublisher)).status).toBe(200)
    const { secrets } = started.environment
    const linkOf = (contents: TraceLinkContents, purpose = traceLinkPurpose) =>
      started.fetchRaw(`${traceLinkPath}/${encodeURIComponent(secrets.seal(JSON.stringify(contents), purpose))}`)
    const contents = { service: 'sluice', traceId: 'a', expiresAtMs: started.clock.now() + 1 }
    const given = await linkOf(contents)
    expect([given.status, await given.json()]).toEqual([200, trace('a', 1)])
    expect((await linkOf({ ...contents, expiresAtMs: started.clock.now() - 1 })).status).toBe(404)
    expect((await linkOf(contents, 'other')).status).toBe(404)
    expect((await started.fetchRaw(`${traceLinkPath}/sealed`)).status).toBe(404)
    await gateway.stop()
  })
})
