import { createLog } from '@sluice/platform/log'
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

/** Puts the process of a role together. */
export const roleLoader: RoleLoader = {
  load: (name) => roles[name](),
  createLog: (name, { logLevel }) => createLog({ level: logLevel, role: name }),
  serveMetrics,
}
