import { join } from 'node:path'
import type { Clock, KeyedCertificate } from '@sluice/platform'
import { loadOrCreateAuthority, loadOrIssueServerCertificate } from '@sluice/platform/certificates'
import type { Config } from '../config.ts'

const localNames = ['localhost', '127.0.0.1', '::1']
const everyAddress = ['0.0.0.0', '::']

/**
 * A certificate of the local authority for this role, kept in its folder.
 * @param names host names beside the local ones and the configured host
 */
export async function loadServerCertificate(
  config: Config,
  role: string,
  names: readonly string[],
  clock: Clock,
): Promise<KeyedCertificate> {
  const authority = await loadOrCreateAuthority(config.dataFolder, clock)
  const hosts = everyAddress.includes(config.host) ? [] : [config.host]
  const all = [...new Set([...localNames, ...hosts, ...names])]
  return loadOrIssueServerCertificate(join(config.dataFolder, role), authority, all, clock)
}
