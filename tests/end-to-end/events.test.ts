import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEvents } from '../../packages/management/src/events/event-reader.fixture.ts'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

let sluice: RunningSluice
let management: ManagementClient
beforeAll(async () => {
  sluice = await startSluice()
  management = createManagementClient(sluice)
})
afterAll(() => sluice.remove())

it('tells pages of changes, and lets the program stop while they listen', async () => {
  const publisher = readEvents(await management.send('GET', '/events'))
  const developer = readEvents(
    await fetch(`${sluice.addresses.management}/developer/events?api-version=2022-04-01-preview`),
  )
  expect((await publisher.next())?.name).toBe('ready')
  expect((await developer.next())?.name).toBe('ready')
  await management.put('/products/gold', { displayName: 'Gold' })
  const [made] = await publisher.take(1)
  expect(made?.data).toMatchObject({ action: 'create', resourceId: expect.stringMatching(/\/products\/gold/) })
  expect((await developer.next())?.name).toBe('catalogue')

  const stopped = sluice.interrupt()
  let last = await publisher.next()
  while (last !== undefined) last = await publisher.next()
  // Broken off, it would not end, but fail.
  expect(await developer.next()).toBeUndefined()
  expect(await stopped).toBe(0)
})
