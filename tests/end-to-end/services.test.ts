import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

let sluice: RunningSluice
let management: ManagementClient
beforeAll(async () => {
  sluice = await startSluice()
  management = createManagementClient(sluice)
})
afterAll(() => sluice.remove())

describe('a service', () => {
  it('is made ready although the process that makes it is killed', async () => {
    const properties = { publisherEmail: 'second@example.com', publisherName: 'Second' }
    const sku = { name: 'Developer', capacity: 1 }
    const pid = sluice.pidOf('management')
    const made = await management.send('PUT', '/../second', { location: 'Local', sku, properties })
    process.kill(pid, 'SIGKILL')
    expect(made.status).toBe(201)
    await waitUntil(async () => {
      // Nobody answers while the process is started anew.
      const read = await management.send('GET', '/../second').catch(() => undefined)
      const service = (await read?.json()) as { properties?: { provisioningState?: string } } | undefined
      return service?.properties?.provisioningState === 'Succeeded'
    })
    const users = await management.send('GET', '/../second/users')
    expect(await users.json()).toMatchObject({ count: 1 })
  })

  it('is served no longer when it is deleted, and again when it is brought back', async () => {
    const status = async () => (await fetch(`${sluice.addresses.gatewayHttp}/echo/resource?param1=x`)).status
    await management.send('DELETE', '/../second')
    await waitUntil(async () => (await status()) === 401)
    expect((await management.send('DELETE', '')).status).toBe(202)
    await waitUntil(async () => (await status()) === 404)
    expect((await management.send('PUT', '', { properties: { restore: true } })).status).toBe(201)
    await waitUntil(async () => (await status()) === 401)
  })
})
