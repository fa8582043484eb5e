import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemClock, loadOrCreateAuthority, loadOrIssueServerCertificate } from '@sluice/platform'
import { expect, it } from 'vitest'
import { createPolicyBench, document } from '../../pipeline/policy-bench.fixture.ts'

it('shows templates the certificate of the client, and none where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
  const clock = createSystemClock()
  const authority = await loadOrCreateAuthority(folder, clock)
  const client = await loadOrIssueServerCertificate(folder, authority, ['client.example.com'], clock)
  rmSync(folder, { recursive: true })
  const certificate = new X509Certificate(client.certificate)
  const template =
    '{% for one in context.Request.ClientCertificates %}{{ one.Thumbprint }} {{ one.Subject }} {{ one.NotAfter | Date: "yyyy-MM-dd" }}{% endfor %}'
  const bench = createPolicyBench({
    documents: { api: document('outbound', `<set-body template="liquid">${template}</set-body>`) },
  })
  const shown = await bench.send({ clientCertificate: { bytes: new Uint8Array(certificate.raw), isTrusted: true } })
  const thumbprint = certificate.fingerprint.replaceAll(':', '')
  const subject = certificate.subject.split('\n').reverse().join(', ')
  expect(shown.text()).toBe(`${thumbprint} ${subject} ${certificate.validToDate.toISOString().slice(0, 10)}`)
  expect((await bench.send({})).text()).toBe('')
})
