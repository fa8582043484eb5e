import { AppError } from '@sluice/contracts/errors'
import type { CallHandler, HttpServer, Listen, ListenOptions } from '@sluice/platform'

/** Listens, and names the setting when the port is taken. @throws AppError `PortTaken` */
export async function listenAt(
  listen: Listen,
  options: ListenOptions,
  setting: string,
  handler: CallHandler,
): Promise<HttpServer> {
  try {
    return await listen(options, handler)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new AppError('PortTaken', { port: options.port, setting }, { cause: error })
  }
}

/** Address to reach a listener from this machine; loopback and "all interfaces" are both `localhost`. */
export function toLocalUrl(scheme: 'http' | 'https', host: string, port: number): string {
  const isLocal = ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'].includes(host)
  const name = isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `${scheme}://${name}:${port}`
}
