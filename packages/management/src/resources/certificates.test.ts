import { describe, expect, it } from 'vitest'
import { pfxFile, startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const path = '/certificates/client'
const thumbprint = 'DF1F47937B9524FB07D396458659163A608BFFE2'

describe('certificates', () => {
  it('show what they are and never what they hold', async () => {
    const { call, store } = await startManagement()
    const put = await call('PUT', path, { properties: { data: pfxFile, password: 'secret' } })
    expect(put.status).toBe(201)
    expect(put.json.properties).toEqual({
      subject: 'CN=client.contoso.com, O=Contoso',
      thumbprint,
      expirationDate: '2036-11-22T19:19:19.000Z',
    })
    const stored = JSON.stringify(await store.readAll())
    expect(stored).not.toContain(pfxFile.slice(0, 80))
    expect(stored).not.toContain('PRIVATE KEY')
    expect((await call('POST', `${path}/listSecrets`)).status).toBe(404)
  })

  it('keep what they hold when only something else is put', async () => {
    const { call } = await startManagement()
    const put = await call('PUT', path, { properties: { data: pfxFile, password: 'secret' } })
    const again = await call('PUT', path, { properties: {} })
    expect([again.status, again.json.properties]).toEqual([200, put.json.properties])
  })

  it.each([
    [{ data: pfxFile, password: 'wrong' }, 'properties.password', "'password' does not open the certificate."],
    [
      { data: 'PGh0bWw+' },
      'properties.data',
      "'data' must be a certificate with its private key in the form PKCS #12 (.pfx), in base64.",
    ],
    [{}, 'properties.data', "'data' is required."],
    [
      { keyVault: { secretIdentifier: 'https://vault.example/secrets/x' } },
      'properties.keyVault',
      "'keyVault' is not available here: send the secret itself as data and password; it is kept encrypted.",
    ],
  ])('that cannot be used are refused: %#', async (properties, target, message) => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', path, { properties })
    expect([status, json.error.details]).toEqual([400, [{ code: 'ValidationError', target, message }]])
  })

  it('are not refreshed from a vault that does not exist', async () => {
    const { call } = await startManagement()
    await call('PUT', path, { properties: { data: pfxFile, password: 'secret' } })
    const { status, json } = await call('POST', `${path}/refreshSecret`)
    expect([status, json.error.code]).toEqual([400, 'OperationNotAllowed'])
  })

  it('stay while a backend presents them, by identifier or by thumbprint', async () => {
    const { call } = await startManagement()
    await call('PUT', path, { properties: { data: pfxFile, password: 'secret' } })
    for (const credentials of [{ certificateIds: [path] }, { certificate: [thumbprint.toLowerCase()] }]) {
      const backend = { url: 'https://orders.example', protocol: 'http', credentials }
      expect((await call('PUT', '/backends/orders', { properties: backend })).status).toBeLessThan(300)
      const { status, json } = await call('DELETE', path, undefined, any)
      expect([status, json.error.message]).toEqual([400, "The certificate 'client' is in use by /backends/orders."])
    }
    await call('PATCH', '/backends/orders', { properties: { credentials: null } }, any)
    expect((await call('DELETE', path, undefined, any)).status).toBe(200)
  })
})
