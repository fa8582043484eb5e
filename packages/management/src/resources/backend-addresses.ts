import type { Fault } from '@sluice/contracts'
import { fieldFault } from '../arm/faults.ts'
import { isJsonObject } from '../arm/request-body.ts'

/** What is wrong with the addresses of a backend, after its named values are filled in; they are not shown. */
export function checkAddresses(backend: { type: unknown; url: unknown; proxy: unknown }): Fault[] {
  const { type, url, proxy } = backend
  const faults: Fault[] = []
  if (type === 'Single' && url && !isHttpUrl(url) && !isWebSocketUrl(url)) {
    faults.push(fieldFault('properties.url', "'url' must be an absolute http or https address."))
  } else if (type === 'Single' && url && /[?#]/.test(String(url))) {
    faults.push(fieldFault('properties.url', "'url' must have no query; use credentials.query for fixed parameters."))
  }
  if (isJsonObject(proxy) && !isHttpUrl(proxy.url)) {
    faults.push(fieldFault('properties.proxy.url', "'url' must be an absolute http or https address."))
  }
  return faults
}

/** For the handshakes of WebSocket APIs; other calls to it fail. */
const isWebSocketUrl = (text: unknown): boolean =>
  typeof text === 'string' && URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)

const isHttpUrl = (text: unknown): boolean =>
  typeof text === 'string' && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
