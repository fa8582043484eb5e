import type { SnapshotEntry } from '@sluice/contracts'
import { createHttp1Client } from '@sluice/http1'
import type { HttpClient } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { createSecrets } from '@sluice/platform/secrets'
import {
  echoEntries,
  key,
  secretKey,
  startTestRole,
  startTestStream,
  type TestRole,
  type TestStream,
  temporaryFolders,
} from '../../../apps/server/src/roles/gateway/gateway-role.fixture.ts'

export const floodKey = key
export const politeKey = 'key-of-a-polite-one'

/** Takes about as long as a long chain of policies: what can be served is bounded by the gateway, not by who asks. */
const costlyPolicy = `<policies><inbound><base/><set-variable name="sum" value="@{
  var sum = 0; for (var i = 0; i &lt; 20000; i++) { sum += i; } return sum; }" /></inbound></policies>`

export interface BusyGateway {
  readonly role: TestRole
  readonly stream: TestStream
  readonly origin: string
  readonly client: HttpClient
  /** Status of the answer; 0 = there was none. */
  ask(subscriptionKey: string): Promise<number>
  close(): Promise<void>
}

/** A gateway with one worker, an API that takes its time, and two subscriptions. */
export async function startBusyGateway(policy = costlyPolicy): Promise<BusyGateway> {
  const folders = temporaryFolders()
  const stream = await startTestStream([...echoEntries(policy), politeSubscription()])
  const role = await startTestRole({ dataFolder: folders.make(), management: stream.address, workers: 1 })
  const client = createHttp1Client({ fallback: createUndiciClient(), maxConnectionsPerBackend: 2_000 })
  const origin = `http://127.0.0.1:${new URL(role.role.addresses.gatewayHttp ?? '').port}`
  return {
    ...{ role, stream, origin, client },
    ask: (subscriptionKey) =>
      new Promise((resolve) => {
        let answered = 0
        client.send(
          {
            ...{ origin, method: 'GET', target: '/echo/resource', headTimeoutMs: 60_000 },
            headers: ['Ocp-Apim-Subscription-Key', subscriptionKey],
          },
          {
            onHead: ({ status }) => {
              answered = status
            },
            onData() {},
            onEnd: () => resolve(answered),
            onError: () => resolve(0),
          },
        )
      }),
    async close() {
      await client.close()
      await role.role.close(1_000)
      await stream.close()
      folders.remove()
    },
  }
}

/** The other one with keys of its own. */
function politeSubscription(): SnapshotEntry {
  const { lookupHash } = createSecrets(secretKey)
  const other = echoEntries().find(({ kind }) => kind === 'subscription') as SnapshotEntry & { kind: 'subscription' }
  return {
    ...other,
    id: other.id.replace(/one$/, 'polite'),
    properties: {
      ...other.properties,
      primaryKeyHash: lookupHash(politeKey),
      secondaryKeyHash: lookupHash(`${politeKey}-2`),
    },
  }
}
