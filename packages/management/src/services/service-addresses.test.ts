import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

async function startWithTwo() {
  const started = await startManagement({ gateway: (call) => call.respond({ status: 200, headers: [] }, 'fine') })
  const { base, token, fetchRaw } = started
  const send = async (path: string, method = 'GET', body?: object) => {
    const response = await fetchRaw(`${base}/${path}?api-version=2024-05-01`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return JSON.parse(await response.text())
  }
  await send('fabrikam', 'PUT', {
    location: 'West Europe',
    sku: { name: 'Developer', capacity: 1 },
    properties: { publisherName: 'Fabrikam', publisherEmail: 'admin@fabrikam.example' },
  })
  await send('fabrikam/apis/forecasts', 'PUT', {
    properties: { displayName: 'Forecasts', path: 'forecasts', protocols: ['https'] },
  })
  return { ...started, send }
}

describe('the addresses of the gateway', () => {
  it('are the plain ones for the oldest instance, which takes every name, and their own for all others', async () => {
    const { send } = await startWithTwo()
    const urlsOf = async (name: string) => (await send(name)).properties.gatewayUrls
    expect(await urlsOf('sluice')).toEqual(['http://localhost:8000', 'https://localhost:8443'])
    expect(await urlsOf('fabrikam')).toEqual(['http://fabrikam.localhost:8000', 'https://fabrikam.localhost:8443'])
  })

  it('of an instance are where its APIs are called', async () => {
    const { fetchRaw, token, send } = await startWithTwo()
    expect((await send('fabrikam/apis')).value).toHaveLength(1)
    const path = '/developer/apis/forecasts/hostnames?service=fabrikam&api-version=2022-04-01-preview'
    const { value } = (await (await fetchRaw(path, { headers: { Authorization: `Bearer ${token}` } })).json()) as {
      value: { properties: { baseUrl: string } }[]
    }
    expect(value.map(({ properties }) => properties.baseUrl)).toEqual(['https://fabrikam.localhost:8443/forecasts'])
  })

  it('are the only ones that its console calls', async () => {
    const { fetchRaw, gatewayClient } = await startWithTwo()
    const send = async (service: string, url: string) =>
      (await fetchRaw('/api/console', { method: 'POST', body: JSON.stringify({ service, method: 'GET', url }) })).status
    expect(await send('fabrikam', 'https://fabrikam.localhost:8443/forecasts')).toBe(200)
    expect(gatewayClient.requests.at(-1)).toMatchObject({
      origin: 'https://fabrikam.localhost:8443',
      connectTo: 'https://127.0.0.1:8443',
    })
    expect(await send('fabrikam', 'https://localhost:8443/echo')).toBe(400)
    expect(await send('sluice', 'https://localhost:8443/echo')).toBe(200)
    expect(await send('sluice', 'https://fabrikam.localhost:8443/forecasts')).toBe(400)
  })
})
