import { createServer } from 'node:net'
import { AppError } from '@sluice/contracts/errors'

/** Listens for a moment. @returns the system's error when that is not possible */
export function tryListening(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', resolve)
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}

/**
 * Makes sure that nobody else listens on a port. Workers share their port with whoever asks for sharing, so without
 * this a second gateway would take half of the calls of the first one instead of being told that the port is taken.
 * @throws AppError `PortTaken`
 */
export async function assertPortFree(host: string, port: number, setting: string): Promise<void> {
  if (port === 0) return
  const error = await tryListening(host, port)
  if (error?.code === 'EADDRINUSE') throw new AppError('PortTaken', { port, setting }, { cause: error })
  if (error !== undefined) throw error
}
