export type { ManagementEnvironment, PolicyScope, TemplateReading } from './environment.ts'
export { createManagement, type Management } from './management.ts'
export type { ServiceAddresses } from './resources/service.ts'
export {
  createInstallation,
  type Installation,
  type InstallationOptions,
} from './samples/create-installation.ts'
export { createGatewayChannel, type GatewayChannel } from './snapshot/gateway-channel.ts'
