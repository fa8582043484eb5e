import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type SnapshotEntry, type SnapshotMessage, snapshotStreamPath, usageBatchesPath } from '@sluice/contracts'
import { createSecrets } from '@sluice/platform/secrets'
import { memoryOf, startPinned, stop, subjectCore, waitUntilReady } from './processes.ts'

const secretKey = Buffer.alloc(32, 5)
const projectFolder = join(import.meta.dirname, '..', '..')

export interface SluiceSubject {
  readonly child: ChildProcess
  readonly port: number
  /** From the start of the process until it is ready to serve. */
  readonly startMs: number
  memoryMiB(): number
  stop(): Promise<void>
}

/**
 * The gateway role alone, with one worker, fed by a stream that stands in for the role management.
 * @param entriesFor what it serves, with keys hashed as this gateway looks them up
 * @param environment settings of its own
 */
export async function startSluice(
  folder: string,
  port: number,
  entriesFor: (lookupHash: (key: string) => string) => readonly SnapshotEntry[],
  environment: Readonly<Record<string, string>> = {},
): Promise<SluiceSubject> {
  const { lookupHash } = createSecrets(secretKey)
  const entries = entriesFor(lookupHash)
  const stream = await serveStream({ type: 'snapshot', changeNumber: 1, entries })
  const child = startPinned(
    subjectCore,
    process.execPath,
    [join(projectFolder, 'tools', 'run.mjs'), 'start', '--role', 'gateway'],
    {
      SLUICE_DATA: folder,
      SLUICE_HOST: '127.0.0.1',
      SLUICE_GATEWAY_HTTP_PORT: String(port),
      SLUICE_GATEWAY_HTTPS_PORT: '0',
      SLUICE_GATEWAY_WORKERS: '1',
      SLUICE_MANAGEMENT_URL: stream.url,
      SLUICE_SECRET_KEY: secretKey.toString('base64'),
      SLUICE_LOG: 'error',
      ...environment,
    },
  )
  child.stdout?.resume()
  const startMs = await waitUntilReady(`http://127.0.0.1:${port}/health/ready`)
  return {
    child,
    port,
    startMs,
    memoryMiB: () => memoryOf(child.pid ?? 0),
    async stop() {
      await stop(child)
      stream.close()
    },
  }
}

async function serveStream(snapshot: SnapshotMessage) {
  const text = `${JSON.stringify(snapshot)}\n`
  const heartbeat = `${JSON.stringify({ type: 'heartbeat', changeNumber: snapshot.changeNumber })}\n`
  const server = createServer((request, response) => {
    if (request.url === usageBatchesPath) {
      let head = ''
      request.on('data', (chunk: Buffer) => {
        if (head.length < 200) head += chunk.toString('latin1')
      })
      // Applied: what it was is nobody's business here.
      request.on('end', () => response.end(JSON.stringify({ applied: Number(/"number":(\d+)/.exec(head)?.[1]) })))
      return
    }
    if (!request.url?.startsWith(snapshotStreamPath)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' }).write(text)
    const timer = setInterval(() => response.write(heartbeat), 1000)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
