import type { JsonValue } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { readEntries } from './to-entries.ts'
import { type ConfigurationFiles, toFiles } from './to-files.ts'
import { loadYamlText } from './yaml-text.ts'

export interface ExportedConfiguration {
  readonly files: ConfigurationFiles
  /** Opens the secrets that the files refer to, by name. */
  openSecrets(): ReadonlyMap<string, JsonValue>
}

/** The whole configuration of a service as files; the same configuration gives the same bytes. */
export async function exportConfiguration(
  { store, secrets }: Pick<ManagementEnvironment, 'store' | 'secrets'>,
  service: ServiceIdentity,
): Promise<ExportedConfiguration> {
  const { entries, secrets: opened } = await readEntries(store, service, secrets)
  return {
    files: toFiles(entries, await loadYamlText()),
    openSecrets: () => new Map([...opened].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, open]) => [name, open()])),
  }
}
