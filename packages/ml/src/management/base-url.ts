import type { ServerCall } from '@sluice/platform'

/** Host and port under which the caller reached this installation: what links in answers begin with. */
export const hostOf = (call: ServerCall): string => call.header('host') ?? 'localhost'

export const schemeOf = (call: ServerCall): 'http' | 'https' => (call.isSecure ? 'https' : 'http')

export const baseUrlOf = (call: ServerCall): string => `${schemeOf(call)}://${hostOf(call)}`
