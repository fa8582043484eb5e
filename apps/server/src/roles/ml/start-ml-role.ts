import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createFirstWorkspace,
  createInProcessTableWork,
  createMachineLearning,
  createSavedContents,
  type FirstWorkspaceOptions,
  modules,
  openDatasets,
  openWebServiceDirectory,
  splitBySize,
} from '@sluice/ml'
import { openFolderArtifacts } from '@sluice/platform/artifacts'
import { createAzureBlobs } from '@sluice/platform/blobs'
import { createSystemClock } from '@sluice/platform/clock'
import { createEmbeddedClient } from '@sluice/platform/embedded-client'
import { withHealthPaths } from '@sluice/platform/http-server'
import { createCallMeter, meterStore } from '@sluice/platform/metrics'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createSecrets } from '@sluice/platform/secrets'
import { withSpans } from '@sluice/platform/spans'
import { createSqlProcess } from '@sluice/platform/sql-process'
import { createTableFiles } from '@sluice/platform/table-files'
import { createBearerTokens } from '@sluice/platform/tokens'
import { listenWith } from '../../http-engine.ts'
import { programVersion } from '../../program-version.ts'
import { loadStorageAccount } from '../../storage-account.ts'
import { openQueue, openStore } from '../../stores.ts'
import { listenAt, toLocalUrl } from '../listen-at.ts'
import type { FirstStartNotes, StartRole } from '../role.ts'
import { openBatchJobs } from './batch/open-batch-jobs.ts'
import { startBatch } from './batch/start-batch.ts'
import { areaOfCall, createBatchMetrics, createScoreMetrics } from './ml-metrics.ts'
import { createOwnFiles } from './own-files.ts'
import { startRuns } from './runs/start-runs.ts'
import { createTableWorkProcess } from './table-work/table-work-process.ts'

/** Of a script in a web service; those in experiments may take as long as they like. */
const longestScriptMs = 30_000

/** Machine learning in this process: store, web services in memory, scoring and their management, on HTTP. */
export const startMlRole: StartRole = async ({ config, log, addresses, spans }) => {
  const clock = createSystemClock()
  const masterKey = loadSecretKey(config.dataFolder, config.secretKey)
  const secrets = createSecrets(masterKey)
  const { store, source: storeMetrics } = meterStore(await openStore(config, 'ml', clock))
  try {
    const artifacts = await openFolderArtifacts(join(config.dataFolder, 'ml'))
    const spillFolder = join(config.dataFolder, 'ml', 'spill')
    // The embedded database belongs to one role: what one that was killed left half made is nobody's.
    if (config.databaseUrl === undefined) {
      await artifacts.sweep(0)
      await rm(spillFolder, { recursive: true, force: true })
    }
    const tables = createTableFiles({ temporaryFolder: join(spillFolder, 'role') })
    const firstStart = await fillNewStore({ artifacts, tables })
    const savedContents = createSavedContents(artifacts, tables)
    const outgoing = createUndiciOutgoing({ allowLoopback: config.allowLoopback })
    const account = loadStorageAccount(config, secrets, addresses.current)
    const blobs = createAzureBlobs({ allowLoopback: config.allowLoopback, embedded: () => account })
    const sql = createSqlProcess({ timeLimitMs: longestScriptMs })
    const directory = await openWebServiceDirectory({
      store,
      modules,
      savedContents,
      secrets,
      outgoing,
      blobs,
      sql,
      log,
    })
    const datasets = await openDatasets({
      folder: join(config.dataFolder, 'ml'),
      store,
      artifacts,
      tables,
      outgoing,
      log,
      clock,
      randomBytes: (count) => randomBytes(count),
      maxUploadBytes: config.maxUploadMegabytes * 1_000_000,
      work: splitBySize(
        createInProcessTableWork(tables),
        createTableWorkProcess({ temporaryFolder: join(config.dataFolder, 'ml', 'spill', 'work') }),
      ),
      async artifactsInUse() {
        // What was published a moment ago counts, too.
        await directory.catchUp()
        return directory.artifactsInUse()
      },
    })
    const queue = await openQueue(config, 'ml', clock, log)
    const partQueue = await openQueue(config, 'ml_parts', clock, log)
    const batchJobs = openBatchJobs({
      config,
      store,
      queue,
      directory,
      blobs,
      account,
      outgoing,
      secrets,
      clock,
      log,
    })
    const batchWork = startBatch({
      config,
      account,
      store,
      queue,
      partQueue,
      directory,
      blobs,
      secrets,
      clock,
      log,
      spans,
    })
    const runs = startRuns({ config, store, artifacts, clock, log, secrets, sql, account, spans })
    const scores = createScoreMetrics()
    const handler = createMachineLearning({
      version: programVersion(),
      store,
      directory,
      artifacts,
      datasets,
      runs: runs.service,
      batchJobs: batchJobs.jobs,
      batchSettings: { startsWithoutVersion: config.batchAutoStart, statusAsNumbers: config.batchStatusNumbers },
      tables,
      savedContents,
      modules,
      outgoing,
      blobs,
      storage: createEmbeddedClient(account, blobs),
      ownFiles: createOwnFiles(account, blobs),
      sql,
      randomBytes: (count) => randomBytes(count),
      secrets,
      tokens: createBearerTokens({ masterKey, clock, automationToken: config.managementToken }),
      clock,
      log,
      createRequestId: randomUUID,
      onScored: scores.onScored,
    })
    const meter = createCallMeter(areaOfCall)
    const server = await listenAt(
      listenWith(config.httpEngine),
      { host: config.host, port: config.mlPort },
      'SLUICE_ML_PORT',
      withHealthPaths(withSpans(meter.around(handler), spans), () => true),
    )
    return {
      addresses: { ml: toLocalUrl('http', config.host, server.port) },
      ...(firstStart === undefined ? {} : { firstStart }),
      metrics: [meter.source, storeMetrics, scores.source, createBatchMetrics(queue)],
      async close(graceMs) {
        await server.close(graceMs)
        await batchWork.close()
        await batchJobs.close()
        await runs.close()
        await partQueue.close()
        await queue.close()
        await datasets.close()
        directory.close()
        await outgoing.close()
        blobs.close()
        await sql.close()
        await tables.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }

  async function fillNewStore(
    files: NonNullable<FirstWorkspaceOptions['files']>,
  ): Promise<FirstStartNotes | undefined> {
    const first = await createFirstWorkspace({
      store,
      secrets,
      clock,
      randomBytes: (count) => randomBytes(count),
      withSamples: config.createSamples,
      files,
    })
    if (first === undefined) return undefined
    const { workspaceId, endpoint } = first
    return endpoint === undefined
      ? { workspaceId }
      : { workspaceId, endpointId: endpoint.id, endpointKey: endpoint.primaryKey }
  }
}
