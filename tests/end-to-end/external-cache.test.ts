import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startValkeyServer,
  type ValkeyServer,
  valkeySkipReason,
} from '../../packages/platform/src/remote-cache/valkey-server.fixture.ts'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

let count = 0
const backend: Server = createServer((_, response) => {
  count += 1
  response.end(`answer ${count}`)
})

let shared: ValkeyServer
let own: ValkeyServer
let sluice: RunningSluice
let management: ManagementClient

const title = `an external cache${valkeySkipReason === undefined ? '' : ` (skipped: ${valkeySkipReason})`}`
describe.skipIf(valkeySkipReason !== undefined)(title, () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
    shared = await startValkeyServer()
    own = await startValkeyServer(['--requirepass', 'hush'])
    sluice = await startSluice({ environment: { SLUICE_VALKEY_URL: `redis://127.0.0.1:${shared.port}` } })
    management = createManagementClient(sluice)
    await management.put('/apis/cached', {
      displayName: 'Cached',
      path: 'cached',
      protocols: ['http'],
      subscriptionRequired: false,
      serviceUrl: `http://127.0.0.1:${(backend.address() as AddressInfo).port}`,
    })
    await management.put('/apis/cached/operations/get', { displayName: 'Get', method: 'GET', urlTemplate: '/*' })
    await management.put('/apis/cached/policies/policy', {
      value: `<policies><inbound><base /><cache-lookup vary-by-developer="false" vary-by-developer-groups="false" caching-type="external" /></inbound>
        <backend><base /></backend><outbound><base /><cache-store duration="3600" /></outbound></policies>`,
    })
  })
  afterAll(async () => {
    await sluice.remove()
    await shared.stop()
    await own.stop()
    backend.close()
  })

  /** Each on a connection of its own, so that all workers are asked. */
  async function ask(path: string): Promise<string> {
    const response = await fetch(`${sluice.addresses.gatewayHttp}/cached${path}`, { headers: { Connection: 'close' } })
    return response.ok ? response.text() : `status ${response.status}`
  }
  /** All workers know the API, and what one of them got answers the next. */
  async function isKept(path: string): Promise<boolean> {
    const answers = [...(await askMany(path))]
    return answers.length === 1 && answers[0]?.startsWith('answer') === true
  }
  const askMany = async (path: string) => new Set(await Promise.all(Array.from({ length: 12 }, () => ask(path))))

  it('serves all workers with what one of them got, and goes on without it', async () => {
    await waitUntil(() => isKept('/warm'))
    const first = await ask('/a')
    expect(first).toMatch(/^answer/)
    expect(await askMany('/a')).toEqual(new Set([first]))
    await shared.stop()
    expect((await askMany('/a')).has(first)).toBe(false)
  })

  it('of an instance is used as soon as it is written there, with its password', async () => {
    await management.put('/caches/default', {
      connectionString: `127.0.0.1:${own.port},password=hush,abortConnect=False`,
      useFromLocation: 'default',
    })
    await waitUntil(() => isKept('/b'))
  })
})
