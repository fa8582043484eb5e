import { createAuthority, issueServerCertificate } from '../certificates/issue-certificates.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { describeCalls, describeHttpClient, describeHttpServer } from './http.suite.ts'
import { createMemoryCall } from './memory/memory-call.ts'
import { listenWithNode } from './node-server/listen-with-node.ts'
import { createUndiciClient } from './undici-client/undici-client.ts'

const clock = createSystemClock()
const authority = createAuthority(clock)
const serverCertificate = authority.then((made) => issueServerCertificate(made, ['localhost', '127.0.0.1'], clock))

describeHttpServer({ name: 'listenWithNode', listen: listenWithNode, certificate: () => serverCertificate })

describeCalls('createMemoryCall', async (request, handler) => {
  const { call, response } = createMemoryCall(request)
  handler(call)
  const { status, reason, headers, body } = await response
  return { status, reason: reason ?? '', headers, body: Buffer.from(body).toString('latin1') }
})

describeHttpClient({
  name: 'createUndiciClient',
  createClient: createUndiciClient,
  authority: async () => (await authority).certificate,
  certificate: () => serverCertificate,
})
