import type { OutgoingConnection } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../../pipeline/policy-bench.fixture.ts'
import type { CompiledCertificate } from '../../snapshot/certificate-drafts.ts'

const keyPair = { certificateChain: 'the chain', privateKey: 'the key' }
// Neither is read: only the pair goes to the connection.
const certificate = { thumbprint: 'AB'.repeat(20), keyPair } as CompiledCertificate

async function connectionsOf(children: string): Promise<readonly (OutgoingConnection | undefined)[]> {
  const bench = createPolicyBench({
    documents: {
      api: document(
        'inbound',
        `<send-request mode="new" response-variable-name="answer"><set-url>https://service.example.com/</set-url>${children}</send-request>`,
      ),
    },
    certificates: new Map([['mine', certificate]]),
    outgoing: () => new Response('hello'),
  })
  const { status } = await bench.send()
  return status === 200 ? bench.services.outgoing.connections : []
}

describe('a request of a policy', () => {
  it('shows a certificate of the instance where it says so', async () => {
    const shown = [{ clientCertificate: { certificate: 'the chain', privateKey: 'the key' } }]
    expect(await connectionsOf('<authentication-certificate certificate-id="Mine" />')).toEqual(shown)
    expect(await connectionsOf(`<authentication-certificate thumbprint="${'ab'.repeat(20)}" />`)).toEqual(shown)
  })

  it('is not sent where there is no such certificate', async () => {
    expect(await connectionsOf('<authentication-certificate certificate-id="other" />')).toEqual([])
  })

  it('goes through a proxy where it says so', async () => {
    expect(await connectionsOf('<proxy url="http://proxy.example.com:8080/" username="u" password="p" />')).toEqual([
      { proxy: { origin: 'http://proxy.example.com:8080', authorization: 'Basic dTpw' } },
    ])
  })

  it('is connected as ever where it says nothing', async () => {
    expect(await connectionsOf('')).toEqual([undefined])
  })
})
