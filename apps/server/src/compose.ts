import { createLog } from '@sluice/platform/log'
import { createSentLog, otlpSettingOf } from './metrics/load-otlp.ts'
import { serveMetrics } from './metrics/serve-metrics.ts'
import type { RoleLoader } from './role-process.ts'
import type { RoleName, StartRole } from './roles/role.ts'

/** The roles, each loaded only in the process that runs it. */
const roles: Record<RoleName, () => Promise<StartRole>> = {
  management: async () => (await import('./roles/management/start-management-role.ts')).startManagementRole,
  gateway: async () => (await import('./roles/gateway/start-gateway-role.ts')).startGatewayRole,
  ml: async () => (await import('./roles/ml/start-ml-role.ts')).startMlRole,
  storage: async () => (await import('./roles/storage/start-storage-role.ts')).startStorageRole,
}

/** What this process logs, for whoever else wants it. */
const sentLog = createSentLog()

/** Puts the process of a role together. */
export const roleLoader: RoleLoader = {
  load: (name) => roles[name](),
  createLog: (name, { logLevel }) => createLog({ level: logLevel, role: name, onRecord: sentLog.onRecord }),
  openOtlp: (name, config, log) => sentLog.load(otlpSettingOf(config), name, () => log),
  serveMetrics,
}
