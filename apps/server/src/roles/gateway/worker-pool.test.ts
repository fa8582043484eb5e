import { allocateCounterTable } from '@sluice/gateway'
import { createMemoryLog } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { afterEach, expect, it } from 'vitest'
import { loadConfig } from '../../config.ts'
import { gatewayLimitsOf } from '../../gateway-limits.ts'
import { loadServerCertificate } from '../server-certificate.ts'
import { echoEntries, eventually, key, secretKey, temporaryFolders } from './gateway-role.fixture.ts'
import { createWorkerPool } from './worker-pool.ts'

const folders = temporaryFolders()
afterEach(() => folders.remove())

it('replaces workers that die, on the same ports, with the counts of before', async () => {
  const log = createMemoryLog()
  const dataFolder = folders.make()
  const config = loadConfig({ environment: { SLUICE_DATA: dataFolder }, workingFolder: dataFolder })
  const { certificate, privateKey } = await loadServerCertificate(config, 'gateway', [], createSystemClock())
  const counters = allocateCounterTable(1024, Int32Array.of(1, 2, 3, 4))
  const limit = '<policies><inbound><rate-limit calls="3" renewal-period="300"/><base/></inbound></policies>'
  const pool = createWorkerPool({
    count: 2,
    log,
    httpPort: 0,
    httpsPort: 0,
    onTrace: () => {},
    onCallRecords: () => {},
    onEnd: () => {},
    snapshotLine: () => JSON.stringify({ type: 'snapshot', changeNumber: 1, entries: echoEntries(limit) }),
    setting: () => ({
      host: '127.0.0.1',
      httpEngine: 'own',
      certificate: { certificate, privateKey },
      certificateAuthorities: [],
      secretKey,
      counters,
      usage: undefined,
      recordsPerSecond: 0,
      cacheBytes: 1_000_000,
      valkeyUrl: undefined,
      valueBytes: 1_000_000,
      allowLoopback: false,
      requestsClientCertificate: false,
      managementAddress: undefined,
      hostMap: [{ pattern: 'echo.example.com', target: 'echo' }],
      logLevel: 'silent',
      limits: gatewayLimitsOf(config),
    }),
  })
  const { httpPort } = await pool.start()
  const address = `http://127.0.0.1:${httpPort}`
  const status = () =>
    fetch(`${address}/echo/resource`, { headers: { 'Ocp-Apim-Subscription-Key': key, Connection: 'close' } }).then(
      (response) => response.status,
      () => undefined,
    )
  expect([await status(), await status()]).toEqual([200, 200])

  pool.send({ type: 'line', line: 'no JSON, which nobody expects' })
  await eventually(
    () => log.records.filter(({ message }) => message === 'A new worker of the gateway listens.').length === 2,
  )
  expect(log.records.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'A worker of the gateway died.',
    'A worker of the gateway died.',
  ])
  expect([await status(), await status(), await status()]).toEqual([200, 429, 429])
  expect(await (await fetch(`${address}/health/ready`)).json()).toEqual({ status: 'ok' })
  await pool.close(1_000)
  expect(await status()).toBeUndefined()
})
