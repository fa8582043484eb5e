import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { childrenOf, isRunning, waitUntil } from '../support/processes.ts'
import { startSluice } from '../support/start-sluice.ts'
import { killManagementDuringCalls } from './kill-during-calls.ts'
import { killDuringWrites } from './kill-during-writes.ts'
import { killGatewayAlone } from './kill-gateway-alone.ts'

// The long runs are `npm run torture`, with the same code.

it('a killed management makes no call fail', async () => {
  const { calls, failures } = await killManagementDuringCalls(3)
  expect(failures).toEqual([])
  expect(calls).toBeGreaterThanOrEqual(600)
})

it('a management that is killed again and again loses no acknowledged write', { timeout: 300_000 }, async () => {
  const result = await killDuringWrites({ kills: 6, seed: 20_240_501 })
  expect(result.lost).toEqual([])
  expect(result.integrity).toBe('ok')
  expect(result.acknowledgedWrites).toBeGreaterThan(50)
})

it('a killed gateway comes back and serves from its disk while there is no management', async () => {
  const { backAfterMs } = await killGatewayAlone(3)
  expect(backAfterMs).toHaveLength(3)
})

it('a killed supervisor leaves no process and no lock behind', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-faults-'))
  const first = await startSluice({ dataFolder })
  const roles = childrenOf(first.pid).map(({ pid }) => pid)
  expect(roles).toHaveLength(4)
  process.kill(first.pid, 'SIGKILL')
  await waitUntil(() => roles.every((pid) => !isRunning(pid)))
  expect(JSON.parse(first.run('status', '--json').stdout)).toMatchObject({
    addresses: {
      management: null,
      managementHttps: null,
      gatewayHttp: null,
      gatewayHttps: null,
      ml: null,
      storage: null,
    },
  })
  const second = await startSluice({ dataFolder })
  expect(second.status().webServices).toHaveLength(1)
  await second.remove()
  rmSync(dataFolder, { recursive: true, force: true })
})
