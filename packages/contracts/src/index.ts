export { AppError, type AppErrorOptions, isAppError } from './errors/app-error.ts'
export { type ErrorCode, type ErrorParameters, errorCatalogue } from './errors/catalogue.ts'
export type { ErrorEntry, Fault } from './errors/entry.ts'
export {
  type ScoringErrorClass,
  type ScoringErrorEntry,
  scoringErrorClasses,
  scoringErrors,
} from './errors/scoring-errors.ts'
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
export { type DatasetDocument, datasetDocument } from './ml/dataset.ts'
export { type ExperimentDocument, experimentDocument } from './ml/experiment.ts'
export {
  type ExperimentEdge,
  type ExperimentGraph,
  type ExperimentNode,
  experimentGraph,
  type WebServiceParameter,
} from './ml/experiment-graph.ts'
export { machineLearningId, toMachineLearningId } from './ml/identifiers.ts'
export {
  type WebServiceDefinition,
  type WebServiceDocument,
  webServiceDefinition,
  webServiceDocument,
} from './ml/web-service.ts'
export {
  endpointConcurrency,
  type WebServiceEndpointDocument,
  webServiceEndpointDocument,
} from './ml/web-service-endpoint.ts'
export { type WorkspaceDocument, workspaceDocument } from './ml/workspace.ts'
export type { ApiProperties } from './resources/api.ts'
export type { GroupProperties } from './resources/group.ts'
export type { OperationProperties } from './resources/operation.ts'
export type { ProductProperties } from './resources/product.ts'
export type { ServiceProperties } from './resources/service.ts'
export type { SubscriptionProperties } from './resources/subscription.ts'
export type { UserProperties } from './resources/user.ts'
export type { SnapshotEntry, SnapshotKind, SnapshotMessage, SnapshotProperties } from './snapshot.ts'
export { snapshotStreamPath } from './snapshot.ts'
export type { Addresses, InstallationStatus } from './status.ts'
