import type { ServerCall } from '@sluice/platform'

/** Host and port under which the caller reached this installation: what links in answers begin with. */
export function hostOf(call: ServerCall): string {
  const host = call.header('host') ?? ''
  // It goes into addresses and samples that are copied into shells: nothing but a host may stand there.
  return /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host) ? host : 'localhost'
}

export const schemeOf = (call: ServerCall): 'http' | 'https' => (call.isSecure ? 'https' : 'http')

export const baseUrlOf = (call: ServerCall): string => `${schemeOf(call)}://${hostOf(call)}`
