import { parseCacheConnection } from '@sluice/contracts'
import { localAuthorities } from '../local-authorities.ts'
import type { Check } from './check.ts'

/** Whether the external cache of all instances can be used. Calls go on without it, only slower. */
export const checkExternalCache: Check = async ({ config: { valkeyUrl, dataFolder } }) => {
  const connection = valkeyUrl === undefined ? undefined : parseCacheConnection(valkeyUrl)
  if (connection === undefined) return []
  const { probeValkey } = await import('@sluice/platform/probe-valkey')
  const found = await probeValkey(connection, { certificateAuthorities: localAuthorities(dataFolder) })
  const place = `${connection.host}:${connection.port}`
  switch (found.state) {
    case 'there':
      return [{ state: 'ok', text: `${found.program} at ${place}` }]
    case 'refused':
      return [
        {
          state: 'fail',
          text: `the server at ${place} refuses who we are (${found.reason})`,
          remedy: 'Correct user name and password in SLUICE_VALKEY_URL.',
        },
      ]
    case 'away':
      return [
        {
          state: 'warn',
          text: `no server can be asked at ${place} (${found.reason}); calls go on without it`,
          remedy: 'Start it, or correct SLUICE_VALKEY_URL.',
        },
      ]
  }
}
