export { type AddOn, type AddOnName, addOnPath, addOns } from './add-ons.ts'
export * from './call-trace.ts'
export * from './console.ts'
export { AppError, type AppErrorOptions, isAppError } from './errors/app-error.ts'
export { type ErrorCode, type ErrorParameters, errorCatalogue, errorCatalogueParts } from './errors/catalogue.ts'
export type { ErrorEntry, Fault } from './errors/entry.ts'
export { type ModuleErrorCode, moduleErrors } from './errors/module-errors.ts'
export {
  type ScoringErrorClass,
  type ScoringErrorEntry,
  scoringErrorClasses,
  scoringErrors,
} from './errors/scoring-errors.ts'
export { storageErrors, storageWireCode } from './errors/storage-errors.ts'
export {
  type BatchCheckpoint,
  type BatchFile,
  type BatchFileEncoding,
  type BatchFileFormat,
  type BatchJobDocument,
  type BatchJobState,
  type BatchLeftover,
  type BatchPartDocument,
  type BatchPlan,
  type BatchProgress,
  type BlockRun,
  badRowRules,
  batchCheckpoint,
  batchFile,
  batchFileEncodings,
  batchFileFormats,
  batchJobDocument,
  batchJobStates,
  batchLeftover,
  batchPartDocument,
  batchPlan,
  batchProgress,
  batchStatusCodes,
  endedBatchJobStates,
} from './ml/batch-job.ts'
export {
  type BatchJobEnd,
  type BatchNotificationDocument,
  batchJobEnd,
  batchNotificationDocument,
} from './ml/batch-notification.ts'
export {
  type ColumnRole,
  type ColumnSchema,
  type ColumnType,
  columnRoles,
  columnSchema,
  columnTypes,
  type TableSchema,
  tableSchema,
} from './ml/column-schema.ts'
export {
  type ColumnRule,
  type ColumnSelection,
  type ColumnTypeFilter,
  columnRule,
  columnSelection,
} from './ml/column-selection.ts'
export {
  type DatasetDocument,
  type DatasetSource,
  type DataTypeId,
  datasetDocument,
  datasetSource,
  dataTypeIds,
  type StoredCell,
  storedCell,
} from './ml/dataset.ts'
export {
  type DatasetImportDocument,
  type DatasetImportRequest,
  datasetImportDocument,
  datasetImportRequest,
  importStates,
  savedName,
} from './ml/dataset-import.ts'
export {
  type ExperimentDocument,
  type ExperimentVersionDocument,
  experimentDescription,
  experimentDocument,
  experimentName,
  experimentVersionDocument,
} from './ml/experiment.ts'
export {
  type ConversionKind,
  conversionKinds,
  type ExperimentConversionDocument,
  experimentConversionDocument,
} from './ml/experiment-conversion.ts'
export {
  type ExperimentEdge,
  type ExperimentGraph,
  type ExperimentGroup,
  type ExperimentNode,
  experimentGraph,
  type WebServiceParameter,
} from './ml/experiment-graph.ts'
export { hiddenSecret } from './ml/hidden-secret.ts'
export { machineLearningId, toMachineLearningId } from './ml/identifiers.ts'
export {
  type ModelShape,
  type ModelTask,
  modelShape,
  modelTasks,
  type TransformationShape,
  transformationShape,
} from './ml/port-shapes.ts'
export {
  type PublicationDocument,
  type PublicationStep,
  type PublicationStepName,
  publicationDocument,
  publicationSteps,
} from './ml/publication.ts'
export {
  type ColumnWish,
  columnWish,
  type ReadFormat,
  type ReadOptions,
  readFormats,
  readOptions,
  type WriteFormat,
  writeFormats,
} from './ml/read-options.ts'
export {
  type ModuleError,
  type ModuleOutput,
  type ModuleRecipe,
  type ModuleRun,
  type ModuleState,
  moduleError,
  moduleOutput,
  moduleRecipe,
  moduleRun,
  moduleStates,
  type RunDocument,
  type RunRequest,
  type RunState,
  runDocument,
  runGraphDocument,
  runModulesDocument,
  runRequest,
  runStates,
} from './ml/run.ts'
export {
  type TrainedModelDocument,
  type TransformDocument,
  trainedModelDocument,
  transformDocument,
} from './ml/trained-model.ts'
export {
  type WebServiceDefinition,
  type WebServiceDocument,
  webServiceDefinition,
  webServiceDocument,
} from './ml/web-service.ts'
export {
  endpointConcurrency,
  endpointName,
  type WebServiceEndpointDocument,
  webServiceEndpointDocument,
} from './ml/web-service-endpoint.ts'
export { type WebServiceResource, webServiceResource } from './ml/web-service-resource.ts'
export { type WorkspaceDocument, workspaceDocument } from './ml/workspace.ts'
export {
  type ChangeEvent,
  type ChangePosition,
  changeEvent,
  changePosition,
  type OwnEvent,
  ownEvent,
} from './portal/change-event.ts'
export {
  type EffectivePolicyView,
  type EffectiveScope,
  type EffectiveSection,
  type EffectiveStatement,
  effectivePolicy,
} from './portal/effective-policy.ts'
export * from './portal/expression-completion.ts'
export {
  type PolicyCheckRequest,
  type PolicyCheckResult,
  type PolicyFault,
  policyCheckRequest,
  policyCheckResult,
  policyFault,
} from './portal/policy-check.ts'
export {
  type PolicyAttribute,
  type PolicyCategory,
  type PolicyChildElement,
  type PolicyContent,
  type PolicyDeclarationList,
  type PolicyDeclarationView,
  type PolicyValue,
  policyCategories,
  policyDeclaration,
  policyDeclarationList,
} from './portal/policy-declaration.ts'
export { type PortalSummary, portalSummary } from './portal/portal-summary.ts'
export * from './portal/usage-answers.ts'
export {
  type AlertEvent,
  type AlertEventKind,
  type AlertKind,
  type AlertRuleProperties,
  alertEventKinds,
  alertKinds,
  alertRuleProperties,
} from './resources/alert-rule.ts'
export { type ApiProperties, apiProperties } from './resources/api.ts'
export { type ApiReleaseProperties, apiReleaseProperties } from './resources/api-release.ts'
export { type ApiSchemaProperties, apiSchemaContentTypes, apiSchemaProperties } from './resources/api-schema.ts'
export { type ApiVersionSetProperties, apiVersionSetProperties } from './resources/api-version-set.ts'
export { type AuthorizationServerProperties, authorizationServerProperties } from './resources/authorization-server.ts'
export {
  type BackendCredentials,
  type BackendProperties,
  type BackendProxy,
  backendCredentials,
  backendProperties,
  backendProxy,
} from './resources/backend.ts'
export { type CacheProperties, cacheProperties } from './resources/cache.ts'
export { type CacheConnection, parseCacheConnection } from './resources/cache-connection.ts'
export { type CertificateProperties, certificateProperties } from './resources/certificate.ts'
export { type DiagnosticProperties, diagnosticProperties } from './resources/diagnostic.ts'
export {
  type DocumentationProperties,
  documentationProperties,
  type WikiProperties,
  wikiProperties,
} from './resources/documentation.ts'
export { duration, toSeconds } from './resources/duration.ts'
export { emailAddress } from './resources/email-address.ts'
export { type EmailTemplateProperties, emailTemplateProperties } from './resources/email-template.ts'
export { type GlobalSchemaProperties, globalSchemaProperties } from './resources/global-schema.ts'
export { type GroupProperties, groupProperties } from './resources/group.ts'
export * as identifiers from './resources/identifiers.ts'
export {
  type IdentityProviderName,
  type IdentityProviderProperties,
  identityProviderNames,
  identityProviderProperties,
} from './resources/identity-provider.ts'
export {
  type IssueAttachmentProperties,
  type IssueCommentProperties,
  type IssueProperties,
  issueAttachmentProperties,
  issueCommentProperties,
  issueProperties,
  issueStates,
} from './resources/issue.ts'
export { type LoggerProperties, loggerProperties, loggerTypes } from './resources/logger.ts'
export { type NamedValueProperties, namedValueProperties } from './resources/named-value.ts'
export { notificationProperties, recipientEmailProperties, recipientUserProperties } from './resources/notification.ts'
export {
  type OpenidConnectProviderProperties,
  openidConnectProviderProperties,
} from './resources/openid-connect-provider.ts'
export { type OperationProperties, operationProperties } from './resources/operation.ts'
export { type PolicyProperties, policyProperties } from './resources/policy.ts'
export { type PolicyFragmentProperties, policyFragmentProperties } from './resources/policy-fragment.ts'
export { type PolicyRestrictionProperties, policyRestrictionProperties } from './resources/policy-restriction.ts'
export {
  type DelegationSettings,
  delegationSettings,
  type PortalConfigProperties,
  portalConfigProperties,
  type SigninSettings,
  type SignupSettings,
  signinSettings,
  signupSettings,
} from './resources/portal-settings.ts'
export { type ProductProperties, productProperties } from './resources/product.ts'
export { nameProductTools } from './resources/product-tools.ts'
export { type Role, type UserRole, userRoles } from './resources/role.ts'
export { type ServiceProperties, serviceProperties, serviceSku, serviceSkuNames } from './resources/service.ts'
export { type SubscriptionProperties, subscriptionProperties, subscriptionStates } from './resources/subscription.ts'
export {
  type TagDescriptionProperties,
  type TagProperties,
  tagDescriptionProperties,
  tagProperties,
} from './resources/tag.ts'
export { type TenantAccessProperties, tenantAccessName, tenantAccessProperties } from './resources/tenant-access.ts'
export {
  type McpProperties,
  type McpSource,
  mcpProperties,
  mcpSourceOf,
  type ToolProperties,
  toolNameOf,
  toolProperties,
  toToolName,
} from './resources/tool.ts'
export { type UserProperties, userProperties } from './resources/user.ts'
export * from './snapshot.ts'
export type { Addresses, InstallationStatus } from './status.ts'
export {
  createAccountSasToken,
  createSasToken,
  type SasOptions,
  type SasPermission,
  sasFieldNames,
  toAccountSasText,
  toServiceSasTexts,
} from './storage/shared-access-signature.ts'
export { parseQuery, type SignedRequest, toSharedKeyTexts } from './storage/shared-key.ts'
export { isStorageAccountName, type StorageAccount, storageConnectionString } from './storage/storage-account.ts'
export * from './studio-answers.ts'
export * from './timed-id.ts'
export * from './usage.ts'
export * from './usage-sums.ts'
