import { AppError } from '@sluice/contracts'
import type { AccessRoute, AccessSurroundings } from '../access-route.ts'

/** Long enough for one call. */
const tokenSeconds = 60
/** What says who calls, or is only good for one connection. */
const keptBack = new Set([
  'authorization',
  'connection',
  'cookie',
  'host',
  'origin',
  'transfer-encoding',
  'x-csrf-token',
])

/**
 * The studio's API at the address of the portals: whoever has a session here is known there by a token that is good for
 * one call. Workspaces are the installation's, so that whoever is confined to one service has no business there.
 */
export function studioRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  const { tokens, callStudio } = environment
  return [
    {
      method: 'ALL',
      path: '/studio/*',
      role: 'analyst',
      isForInstallation: true,
      async answer({ request, url, actor }) {
        const { subject, role } = actor ?? {}
        if (subject === undefined || role === undefined) throw new AppError('AuthenticationFailed', {})
        const headers = new Headers([...request.headers].filter(([name]) => !keptBack.has(name)))
        headers.set('authorization', `Bearer ${await tokens.issue({ subject, role }, tokenSeconds)}`)
        return callStudio(url.pathname + url.search, {
          method: request.method,
          headers,
          redirect: 'manual',
          signal: request.signal,
          ...(request.body === null ? {} : { body: request.body, duplex: 'half' }),
        })
      },
    },
  ]
}
