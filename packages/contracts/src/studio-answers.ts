// What the studio's API answers, for the studio and for its pages.

export {
  type BatchFileAnswer,
  type BatchJobAnswer,
  type BatchJobDetailsAnswer,
  batchFileAnswer,
  batchJobAnswer,
  batchJobDetailsAnswer,
} from './studio/batch-job-answers.ts'
export {
  type ColumnFigures,
  type ColumnPairAnswer,
  columnPair,
  columnPairAnswer,
  type StatisticsAnswer,
  statisticsAnswer,
} from './studio/column-answers.ts'
export {
  type ConversionAnswer,
  type ConversionPreviewAnswer,
  conversionAnswer,
  conversionPreviewAnswer,
  type LinkedExperimentsAnswer,
  linkedExperimentsAnswer,
} from './studio/conversion-answers.ts'
export {
  type BadRowsAnswer,
  badRowsAnswer,
  type DatasetAnswer,
  type DatasetImportAnswer,
  type DatasetRowsAnswer,
  datasetAnswer,
  datasetImportAnswer,
  datasetRowsAnswer,
  type UploadAnswer,
  type UploadGuessAnswer,
  uploadAnswer,
  uploadGuessAnswer,
} from './studio/dataset-answers.ts'
export {
  type EndpointAnswer,
  type EndpointHelpAnswer,
  type EndpointHelpCall,
  endpointAnswer,
  endpointHelpAnswer,
  type TestCallAnswer,
  testCallAnswer,
} from './studio/endpoint-answers.ts'
export {
  type ExperimentAnswer,
  type ExperimentCheckAnswer,
  type ExperimentPlanAnswer,
  type ExperimentSummaryAnswer,
  type ExperimentTemplateAnswer,
  type ExperimentVersionAnswer,
  experimentAnswer,
  experimentCheckAnswer,
  experimentPlanAnswer,
  experimentSummaryAnswer,
  experimentTemplateAnswer,
  experimentVersionAnswer,
  faultAnswer,
  type GraphChangesAnswer,
  graphChangesAnswer,
  type ListedExperimentAnswer,
  listedExperimentAnswer,
  type ModuleRunAnswer,
  moduleRunAnswer,
  type RunAnswer,
  type RunDetailsAnswer,
  runAnswer,
  runDetailsAnswer,
  type ShapeAnswer,
} from './studio/experiment-answers.ts'
export {
  type EvaluationAnswer,
  evaluationAnswer,
  type HashedTextAnswer,
  hashedTextAnswer,
  type LearnedAnswer,
  type OutputViewAnswer,
  outputViewAnswer,
  type RowsAnswer,
  type RunComparisonAnswer,
  rowsAnswer,
  runComparisonAnswer,
  type SettingAnswer,
  settingAnswer,
  type ValueViewAnswer,
  valueViewAnswer,
} from './studio/output-answers.ts'
export {
  type TrainedModelAnswer,
  type TransformAnswer,
  trainedModelAnswer,
  transformAnswer,
} from './studio/saved-answers.ts'
export {
  type BlobAnswer,
  type BlobListAnswer,
  blobAnswer,
  blobListAnswer,
  type ContainerListAnswer,
  containerListAnswer,
  type StorageAccountAnswer,
  type StorageLinkAnswer,
  storageAccountAnswer,
  storageLinkAnswer,
} from './studio/storage-answers.ts'
export {
  type WebServiceAnswer,
  type WebServiceDetailsAnswer,
  webServiceAnswer,
  webServiceDetailsAnswer,
} from './studio/web-service-answers.ts'
export {
  type ClassicImportAnswer,
  classicImportAnswer,
  type WorkspaceAnswer,
  type WorkspaceTokensAnswer,
  workspaceAnswer,
  workspaceTokensAnswer,
} from './studio/workspace-answers.ts'
