import type { InstallationStatus } from '@sluice/contracts'
import { addressLines } from './address-lines.ts'
import type { Installation } from './installation.ts'

/** The status for a person. */
export function statusLines(
  { addresses, instance, workspace, webServices }: InstallationStatus,
  roles: Installation['roles'],
  dataFolder: string,
): readonly string[] {
  return [
    ...Object.entries(roles).map(([name, state]) => `  ${name.padEnd(12)}${state}`),
    ...addressLines(addresses, dataFolder),
    '',
    ...(instance === null
      ? []
      : [
          `  ${'instance'.padEnd(14)}${instance.name}`,
          `  ${'subscription'.padEnd(14)}${instance.subscriptionId}`,
          `  ${'group'.padEnd(14)}${instance.resourceGroup}`,
        ]),
    ...(workspace === null ? [] : [`  ${'workspace'.padEnd(14)}${workspace.id}`]),
    ...webServices.flatMap(({ name, id, endpoints }) => [
      `  ${'web service'.padEnd(14)}${id}  ${name}`,
      ...endpoints.map((endpoint) => `    ${'endpoint'.padEnd(12)}${endpoint.id}  ${endpoint.name}`),
    ]),
  ]
}
