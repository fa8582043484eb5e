export type { ManagementEnvironment, PolicyScope, TemplateReading } from './environment.ts'
export { createManagement, type Management } from './management.ts'
export {
  createInstallation,
  type Installation,
  type InstallationOptions,
} from './samples/create-installation.ts'
export type { ServiceAddresses } from './services/to-service-view.ts'
export { createGatewayChannel, type GatewayChannel } from './snapshot/gateway-channel.ts'
