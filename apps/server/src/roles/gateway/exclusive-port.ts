import { createServer } from 'node:net'
import { AppError } from '@sluice/contracts/errors'

/**
 * Makes sure that nobody else listens on a port. Workers share their port with whoever asks for sharing, so without
 * this a second gateway would take half of the calls of the first one instead of being told that the port is taken.
 * @throws AppError `PortTaken`
 */
export async function assertPortFree(host: string, port: number, setting: string): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new AppError('PortTaken', { port, setting }, { cause: error }) : error)
    })
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()))
  })
}
