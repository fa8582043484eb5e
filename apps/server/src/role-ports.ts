import type { Addresses } from '@sluice/contracts'
import type { Config } from './config.ts'
import type { RoleName } from './roles/role.ts'

/** A port on which a role listens, and by which names the settings and the address book know it. */
export interface RolePort {
  readonly role: RoleName
  /** For people. */
  readonly name: string
  readonly key:
    | 'managementPort'
    | 'managementHttpsPort'
    | 'gatewayHttpPort'
    | 'gatewayHttpsPort'
    | 'mlPort'
    | 'blobPort'
  readonly variable: string
  readonly address: keyof Addresses
}

export const rolePorts: readonly RolePort[] = [
  {
    role: 'management',
    name: 'management',
    key: 'managementPort',
    variable: 'SLUICE_MANAGEMENT_PORT',
    address: 'management',
  },
  {
    role: 'management',
    name: 'management TLS',
    key: 'managementHttpsPort',
    variable: 'SLUICE_MANAGEMENT_HTTPS_PORT',
    address: 'managementHttps',
  },
  {
    role: 'gateway',
    name: 'gateway',
    key: 'gatewayHttpPort',
    variable: 'SLUICE_GATEWAY_HTTP_PORT',
    address: 'gatewayHttp',
  },
  {
    role: 'gateway',
    name: 'gateway TLS',
    key: 'gatewayHttpsPort',
    variable: 'SLUICE_GATEWAY_HTTPS_PORT',
    address: 'gatewayHttps',
  },
  { role: 'ml', name: 'ml', key: 'mlPort', variable: 'SLUICE_ML_PORT', address: 'ml' },
  { role: 'storage', name: 'storage', key: 'blobPort', variable: 'SLUICE_BLOB_PORT', address: 'storage' },
]

/** The settings with the ports that a role had: it comes back at the address that everyone knows, also when that was a free one. */
export function withPortsOf(config: Config, addresses: Partial<Addresses>): Config {
  const ports = rolePorts.flatMap(({ key, address }) => {
    const port = Number(new URL(addresses[address] ?? 'http://none').port)
    return port === 0 ? [] : [[key, port] as const]
  })
  return { ...config, ...Object.fromEntries(ports) }
}
