import { checkCertificates } from './certificates.ts'
import type { Check } from './check.ts'
import { checkClock } from './clock.ts'
import { checkDataFolder } from './data-folder.ts'
import { checkDatabase } from './database.ts'
import { checkDisk } from './disk.ts'
import { checkExternalCache } from './external-cache.ts'
import { checkPorts } from './ports.ts'
import { checkSecretKey } from './secret-key.ts'
import { checkVersions } from './versions.ts'

/** Every check of `sluice doctor`, in the order of its lines. */
export const checks: Readonly<Record<string, Check>> = {
  versions: checkVersions,
  'data folder': checkDataFolder,
  disk: checkDisk,
  clock: checkClock,
  'secret key': checkSecretKey,
  database: checkDatabase,
  'external cache': checkExternalCache,
  certificates: checkCertificates,
  ports: checkPorts,
}
