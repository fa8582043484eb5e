import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createSystemClock,
  type KeyedCertificate,
  loadOrCreateAuthority,
  loadOrIssueServerCertificate,
} from '@sluice/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, sealFor } from '../gateway.fixture.ts'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
let authority: KeyedCertificate
let client: KeyedCertificate
let certificate: X509Certificate
beforeAll(async () => {
  const clock = createSystemClock()
  authority = await loadOrCreateAuthority(folder, clock)
  client = await loadOrIssueServerCertificate(folder, authority, ['client.example.com'], clock)
  certificate = new X509Certificate(client.certificate)
})
afterAll(() => rmSync(folder, { recursive: true }))

const thumbprint = () => certificate.fingerprint.replaceAll(':', '')

describe('validate-client-certificate', () => {
  const send = async (attributes: string, identity: string | undefined, shown = true, isTrusted = true) => {
    const inside = identity === undefined ? '' : `<identities><identity ${identity} /></identities>`
    const bench = createPolicyBench({
      documents: {
        api: document('inbound', `<validate-client-certificate ${attributes}>${inside}</validate-client-certificate>`),
      },
    })
    bench.clock.advance(Date.now() - bench.clock.now())
    const bytes = new Uint8Array(certificate.raw)
    const answer = await bench.send(shown ? { clientCertificate: { bytes, isTrusted } } : {})
    return [answer.status, answer.context.lastError?.message]
  }
  const rejected = (reason: string) => [403, `The client certificate is not accepted: ${reason}.`]

  it('accepts a trusted certificate, and demands one', async () => {
    expect(await send('', undefined)).toEqual([200, undefined])
    expect(await send('', undefined, false)).toEqual(rejected('none was shown'))
    expect(await send('', undefined, true, false)).toEqual(rejected('no trusted authority vouches for it'))
    expect(await send('validate-trust="false"', undefined, true, false)).toEqual([200, undefined])
    expect(await send('ignore-error="true"', undefined, false)).toEqual([200, undefined])
  })

  it('accepts the identities that are listed', async () => {
    const serial = certificate.serialNumber
    const wrong = rejected('it is none of the expected ones')
    expect(await send('', `thumbprint="${thumbprint().toLowerCase()}"`)).toEqual([200, undefined])
    expect(await send('', `thumbprint="${'00'.repeat(20)}"`)).toEqual(wrong)
    expect(await send('', `serial-number="${serial}" dns-name="client.example.com"`)).toEqual([200, undefined])
    expect(await send('', `serial-number="${serial}" dns-name="other.example.com"`)).toEqual(wrong)
    const subject = certificate.issuer.split('\n').reverse().join(', ')
    expect(await send('', `issuer-subject="${subject}"`)).toEqual([200, undefined])
    expect(await send('', 'common-name="somebody else"')).toEqual(wrong)
  })

  it('minds the time of the certificate', async () => {
    const bench = createPolicyBench({ documents: { api: document('inbound', '<validate-client-certificate />') } })
    const bytes = new Uint8Array(certificate.raw)
    const at = async (timeMs: number) => {
      bench.clock.advance(timeMs - bench.clock.now())
      return (await bench.send({ clientCertificate: { bytes, isTrusted: true } })).context.lastError?.message
    }
    expect(await at(Date.parse(certificate.validFrom) - 1000)).toContain('its time has not begun')
    expect(await at(Date.parse(certificate.validFrom))).toBe(undefined)
    expect(await at(Date.parse(certificate.validTo) + 1000)).toContain('its time is over')
  })
})

describe('authentication-certificate and proxy', () => {
  const { service, api, operation, policy } = entriesOf('contoso')
  const id = '/services/contoso/certificates/mine'
  const start = (statement: string) =>
    createTestGateway([
      service(),
      api('echo'),
      operation('echo', 'get', 'GET', '/x'),
      policy('/apis/echo', document('inbound', statement)),
      {
        id,
        kind: 'certificate',
        ordinal: 1000,
        properties: {
          thumbprint: thumbprint(),
          sealedKeyPair: sealFor(
            JSON.stringify({ certificateChain: client.certificate, privateKey: client.privateKey }),
            `${id}#keyPair`,
          ),
        },
      },
    ])

  it('show the backend the certificate, by identifier or thumbprint', async () => {
    for (const by of ['certificate-id="MINE"', `thumbprint="${thumbprint().toLowerCase()}"`]) {
      const gateway = start(`<authentication-certificate ${by} />`)
      expect((await gateway.send({ target: '/echo/x' })).status).toBe(200)
      expect(gateway.client.requests[0]?.clientCertificate).toEqual({
        certificate: client.certificate,
        privateKey: client.privateKey,
      })
    }
  })

  it('fail where there is no such certificate', async () => {
    const gateway = start('<authentication-certificate certificate-id="other" />')
    expect((await gateway.send({ target: '/echo/x' })).status).toBe(500)
  })

  it('open the connection through the proxy', async () => {
    const gateway = start('<proxy url="http://proxy.example.com:8080/" username="u" password="p" />')
    await gateway.send({ target: '/echo/x' })
    expect(gateway.client.requests[0]?.proxy).toEqual({
      origin: 'http://proxy.example.com:8080',
      authorization: 'Basic dTpw',
    })
  })
})
