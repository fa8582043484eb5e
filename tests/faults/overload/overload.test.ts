import { expect, it } from 'vitest'
import { changeUnderLoad } from './change-under-load.ts'
import { overloadGateway } from './overload-gateway.ts'
import { holdSlowConnections } from './slow-connections.ts'

// The long runs are `npm run torture`, with the same code.

it('a gateway that is asked for more than it can do goes on, refuses the rest, and pushes nobody out', {
  timeout: 120_000,
}, async () => {
  const outcome = await overloadGateway(3, 'insistent')
  expect(outcome.faults).toEqual([])
  expect(outcome.refused).toBeGreaterThan(0)
  // Who asks shares the processor with the gateway here, and all others on the machine as well.
  expect(outcome.servedPerSecond / outcome.peak).toBeGreaterThan(0.05)
  expect(outcome.politeServed / outcome.politeAsked).toBeGreaterThan(outcome.floodServed / outcome.floodAsked)
})

it('slow clients and a slow backend leave others their answers', { timeout: 120_000 }, async () => {
  const { faults, connections, healthyCalls } = await holdSlowConnections({ connections: 200, seconds: 2 })
  expect(faults).toEqual([])
  expect(connections).toBe(200)
  expect(healthyCalls).toBeGreaterThan(20)
})

it('changes of what is served and of the certificate make no call fail', { timeout: 120_000 }, async () => {
  const { faults, changes, calls } = await changeUnderLoad({ changes: 60 })
  expect(faults).toEqual([])
  expect(changes).toBe(60)
  expect(calls).toBeGreaterThan(60)
})
