import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const azuriteAccount = 'devstoreaccount1'
/** The key that every emulator has; it is published. */
export const azuriteKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

/** A blob service of its own in another process, on a free port, that forgets all when it ends. */
export async function startAzurite(): Promise<{
  readonly port: number
  readonly serviceUrl: string
  close(): Promise<void>
}> {
  const folder = dirname(createRequire(import.meta.url).resolve('azurite/package.json'))
  const settings = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry']
  const child = spawn(
    process.execPath,
    [join(folder, 'dist/src/blob/main.js'), '--blobHost', '127.0.0.1', '--blobPort', '0', ...settings],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const match = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)
      if (match !== null) resolve(Number(match[1]))
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`Azurite ended: ${said}`)))
  })
  return {
    port,
    serviceUrl: `http://127.0.0.1:${port}/${azuriteAccount}`,
    async close() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
