import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryLog } from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import { readInstallation } from '../../installation.ts'
import { noAddresses } from '../../role-messages.ts'
import type { RunningRole } from '../role.ts'
import { startMlRole } from './start-ml-role.ts'

let folder: string
let running: RunningRole[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-ml-'))
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((role) => role.close(100)))
  rmSync(folder, { recursive: true, force: true })
})

const configure = (settings: Record<string, string> = {}) =>
  loadConfig({ environment: { SLUICE_DATA: folder, SLUICE_ML_PORT: '0', ...settings }, workingFolder: folder })

async function start(settings?: Record<string, string>): Promise<RunningRole> {
  const addresses = { current: () => noAddresses, onChange: () => undefined }
  const role = await startMlRole({ config: configure(settings), log: createMemoryLog(), addresses })
  running.push(role)
  return role
}

async function score(role: RunningRole, notes: RunningRole['firstStart']): Promise<string> {
  const path = `/workspaces/${notes?.workspaceId}/services/${notes?.endpointId}/execute?api-version=2.0`
  const response = await fetch(`${role.addresses.ml}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${notes?.endpointKey}`, 'Content-Type': 'application/json' },
    body: '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["This is a good day"]]}},"GlobalParameters":{}}',
  })
  return response.text()
}

const reply =
  '{"Results":{"output1":{"type":"table","value":{"Values":[["This is a good day","1","1","2","2","0","2","0","1"]]}}}}'

describe('the ML role', () => {
  it('scores on a new data folder, and after a restart with the same ids and key', async () => {
    const first = await start()
    const notes = first.firstStart
    expect(notes).toEqual({
      workspaceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      endpointId: expect.stringMatching(/^[0-9a-f]{32}$/),
      endpointKey: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
    })
    expect(await score(first, notes)).toBe(reply)
    await first.close(1000)
    running = []
    const second = await start()
    expect(second.firstStart).toBeUndefined()
    expect(await score(second, notes)).toBe(reply)
  })

  it('says that it is ready', async () => {
    const { addresses } = await start()
    for (const path of ['/health/live', '/health/ready']) {
      expect((await fetch(`${addresses.ml}${path}`)).status).toBe(200)
    }
  })

  it('lets its ids be read while it does not run', async () => {
    const role = await start()
    await role.close(1000)
    running = []
    const { status } = await readInstallation(configure())
    expect(status.workspace).toEqual({ id: role.firstStart?.workspaceId })
    expect(status.webServices).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        name: 'SimpleFeatureHashingExperiment',
        endpoints: [{ id: role.firstStart?.endpointId, name: 'default' }],
      },
    ])
  })

  it('makes an empty workspace where samples are not wanted', async () => {
    const { firstStart } = await start({ SLUICE_SAMPLES: 'false' })
    expect(firstStart).toEqual({ workspaceId: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  it('names the setting of a port that is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(start({ SLUICE_ML_PORT: String(port), SLUICE_HOST: '127.0.0.1' })).rejects.toThrow(
      `Port ${port} is taken by another program. Free it, or choose another one with SLUICE_ML_PORT.`,
    )
    await new Promise((resolve) => other.close(resolve))
  })
})
