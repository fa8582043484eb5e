export { describeOperation, type OperationSupport } from './arm/describe-operation.ts'
export { describeLists, describeRoutes, type ListFields } from './arm/describe-registries.ts'
export type { ServiceIdentity } from './arm/identity.ts'
export type { BackgroundWork } from './background/create-background-work.ts'
export { createManagementWork, type ManagementWorkOptions } from './background/create-management-work.ts'
export { type ExportedConfiguration, exportConfiguration } from './configuration-files/export-configuration.ts'
export {
  type ImportOptions,
  type ImportResult,
  importConfiguration,
} from './configuration-files/import-configuration.ts'
export type { ConfigurationFiles } from './configuration-files/to-files.ts'
export type { GatewayAddress, OwnGateway } from './console/own-gateway.ts'
export type { ManagementEnvironment, PolicyScope, TemplateReading } from './environment.ts'
export { type ChangeFeed, createChangeFeed } from './events/change-feed.ts'
export { countQueuedMails } from './mail/outbox/outbox.ts'
export { createManagement, type Management } from './management.ts'
export {
  createInstallation,
  type Installation,
  type InstallationOptions,
} from './samples/create-installation.ts'
export type { ServiceAddresses } from './services/service-addresses.ts'
export { createGatewayChannel, type GatewayChannel } from './snapshot/gateway-channel.ts'
