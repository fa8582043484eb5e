import { join } from 'node:path'
import type { Addresses } from '@sluice/contracts'

/** Where things are, for a person. */
export function addressLines(addresses: Addresses, dataFolder: string): readonly string[] {
  const rows: [string, readonly (string | null)[]][] = [
    ['management', [addresses.management, addresses.managementHttps]],
    ['gateway', [addresses.gatewayHttp, addresses.gatewayHttps]],
    ['ml', [addresses.ml]],
    ['storage', [addresses.storage]],
  ]
  const known = rows.flatMap(([name, urls]) => {
    const shown = urls.filter((url) => url !== null)
    return shown.length === 0 ? [] : [`  ${name.padEnd(12)}${shown.join('   ')}`]
  })
  const metrics = [
    addresses.managementMetrics,
    addresses.gatewayMetrics,
    addresses.mlMetrics,
    addresses.storageMetrics,
  ].filter((url) => url !== undefined)
  return [
    '',
    ...known,
    ...(metrics.length === 0 ? [] : [`  ${'metrics'.padEnd(12)}${metrics.join('   ')}`]),
    `  ${'data'.padEnd(12)}${dataFolder}`,
    `  ${'authority'.padEnd(12)}${join(dataFolder, 'ca.pem')}   (curl --cacert)`,
  ]
}
