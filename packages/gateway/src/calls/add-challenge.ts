import type { GatewayCall } from './gateway-call.ts'

/** A 401 that says itself who is to be asked for leave stays as it is. */
export function addChallenge({ challenge, response }: GatewayCall): void {
  if (challenge === undefined || response.status !== 401 || response.headers.get('WWW-Authenticate') !== undefined)
    return
  const value = challenge()
  if (value !== undefined) response.headers.set('WWW-Authenticate', [value])
}
