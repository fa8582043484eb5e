export { createSavedContents, type SavedContents } from './artifacts/saved-contents.ts'
export type { BatchEngine } from './batch/engine/batch-engine.ts'
export type { EngineJob } from './batch/engine/engine-job.ts'
export { EngineLost } from './batch/engine/engine-lost.ts'
export { isolateSuspects } from './batch/engine/isolate-suspects.ts'
export { pause } from './batch/engine/patience.ts'
export { type BatchJobServices, type BatchJobs, createBatchJobs } from './batch/jobs/batch-jobs.ts'
export { type AccountStorageOptions, createAccountStorage, type DefaultStorage } from './batch/jobs/default-storage.ts'
export { type JobNotifier, type JobNotifierOptions, startJobNotifier } from './batch/notifications/job-notifier.ts'
export { type BatchWork, type BatchWorkOptions, createBatchWork } from './batch/work/batch-work.ts'
export { type DatasetOptions, type Datasets, openDatasets } from './datasets/datasets.ts'
export { createInProcessTableWork } from './datasets/in-process-table-work.ts'
export { splitBySize } from './datasets/split-by-size.ts'
export type { ImportTask, SourceFile, TableWork, WorkPassage, WorkProgress } from './datasets/table-work.ts'
export type { BatchSettings } from './endpoints/batch/batch-execution.ts'
export type { ScoringEnd, ScoringLimits } from './endpoints/scoring-edge.ts'
export { type ModuleExecutor, type ModuleTask, type TaskListener, WorkerLost } from './experiments/module-executor.ts'
export type { OutputManifest } from './experiments/output-manifest.ts'
export { type RunOutput, readRunOutput } from './experiments/run-outputs.ts'
export { type RunService, type RunServiceOptions, startRunService } from './experiments/run-service.ts'
export { createMachineLearning, type MachineLearningServices } from './machine-learning.ts'
export { describeModule, describeModules } from './modules/catalogue.ts'
export { modules } from './modules/index.ts'
export type { Module, Modules } from './modules/module.ts'
export {
  createFirstWorkspace,
  type FirstWorkspace,
  type FirstWorkspaceOptions,
} from './samples/create-first-workspace.ts'
export type { RandomBytes } from './web-services/endpoint-keys.ts'
export { compileScorer, type NamedTables, type Scorer, type ScorerServices } from './web-services/scorer.ts'
export {
  type DirectoryServices,
  openWebServiceDirectory,
  type ServedEndpoint,
  type WebServiceDirectory,
} from './web-services/web-service-directory.ts'
