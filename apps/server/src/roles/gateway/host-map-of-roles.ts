import type { Addresses } from '@sluice/contracts'
import type { HostMapEntry, HostTarget } from '@sluice/gateway'
import type { Config } from '../../config.ts'

/** The configured host map with the present addresses of the roles. */
export function toHostMap(hostMap: Config['hostMap'], addresses: Addresses): readonly HostMapEntry[] {
  return hostMap.map(({ pattern, target }) => ({ pattern, target: toTarget(target, addresses) }))
}

function toTarget(role: Config['hostMap'][number]['target'], addresses: Addresses): HostTarget {
  if (role === 'echo') return 'echo'
  const origin = role === 'gateway' ? addresses.gatewayHttp : addresses[role]
  return origin === null
    ? { unavailable: `the role ${role}, which stands in for this host, is not running` }
    : { origin }
}
