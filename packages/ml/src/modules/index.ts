import { convertToCsv } from './data-format-conversions/convert-to-csv.ts'
import { convertToTsv } from './data-format-conversions/convert-to-tsv.ts'
import { enterDataManually } from './data-input-and-output/enter-data-manually.ts'
import { exportData } from './data-input-and-output/export-data.ts'
import { importData } from './data-input-and-output/import-data/import-data.ts'
import { importOnnxModel } from './data-input-and-output/import-onnx-model.ts'
import { loadTrainedModel } from './data-input-and-output/load-trained-model.ts'
import { crossValidateModel } from './evaluate/cross-validate-model.ts'
import { evaluateModel } from './evaluate/evaluate-model.ts'
import { boostedDecisionTreeRegression } from './initialize/boosted-decision-tree-regression.ts'
import { kMeansClustering } from './initialize/k-means-clustering.ts'
import { linearRegression } from './initialize/linear-regression.ts'
import { multiclassLogisticRegression } from './initialize/multiclass-logistic-regression.ts'
import { twoClassBoostedDecisionTree } from './initialize/two-class-boosted-decision-tree.ts'
import { twoClassLogisticRegression } from './initialize/two-class-logistic-regression.ts'
import { addColumns } from './manipulation/add-columns.ts'
import { addRows } from './manipulation/add-rows.ts'
import { applySqlTransformation } from './manipulation/apply-sql-transformation.ts'
import { cleanMissingData } from './manipulation/clean-missing-data/clean-missing-data.ts'
import { editMetadata } from './manipulation/edit-metadata.ts'
import { joinData } from './manipulation/join-data.ts'
import { removeDuplicateRows } from './manipulation/remove-duplicate-rows.ts'
import { selectColumnsInDataset } from './manipulation/select-columns-in-dataset.ts'
import type { Module } from './module.ts'
import { partitionAndSample } from './sample-and-split/partition-and-sample/partition-and-sample.ts'
import { splitData } from './sample-and-split/split-data.ts'
import { savedDataset } from './saved-datasets/saved-dataset.ts'
import { normalizeData } from './scale-and-reduce/normalize-data.ts'
import { applyTransformation } from './score/apply-transformation.ts'
import { assignDataToClusters } from './score/assign-data-to-clusters.ts'
import { scoreModel } from './score/score-model.ts'
import { applyMathOperation } from './statistical-functions/apply-math-operation/apply-math-operation.ts'
import { summarizeData } from './statistical-functions/summarize-data.ts'
import { extractNgramFeaturesFromText } from './text-analytics/extract-n-gram-features-from-text/extract-n-gram-features-from-text.ts'
import { featureHashing } from './text-analytics/feature-hashing.ts'
import { preprocessText } from './text-analytics/preprocess-text/preprocess-text.ts'
import { trainClusteringModel } from './train/train-clustering-model.ts'
import { trainModel } from './train/train-model.ts'
import { savedTrainedModel } from './trained-models/saved-trained-model.ts'
import { savedTransformation } from './transforms/saved-transformation.ts'
import { webServiceInput } from './web-service/web-service-input.ts'
import { webServiceOutput } from './web-service/web-service-output.ts'

/** Every studio module of this installation, by its id. */
export const modules = {
  'add-columns': addColumns,
  'add-rows': addRows,
  'apply-math-operation': applyMathOperation,
  'apply-sql-transformation': applySqlTransformation,
  'apply-transformation': applyTransformation,
  'assign-data-to-clusters': assignDataToClusters,
  'boosted-decision-tree-regression': boostedDecisionTreeRegression,
  'clean-missing-data': cleanMissingData,
  'convert-to-csv': convertToCsv,
  'convert-to-tsv': convertToTsv,
  'cross-validate-model': crossValidateModel,
  'edit-metadata': editMetadata,
  'enter-data-manually': enterDataManually,
  'evaluate-model': evaluateModel,
  'export-data': exportData,
  'extract-n-gram-features-from-text': extractNgramFeaturesFromText,
  'feature-hashing': featureHashing,
  'import-data': importData,
  'import-onnx-model': importOnnxModel,
  'join-data': joinData,
  'k-means-clustering': kMeansClustering,
  'normalize-data': normalizeData,
  'partition-and-sample': partitionAndSample,
  'preprocess-text': preprocessText,
  'remove-duplicate-rows': removeDuplicateRows,
  'saved-dataset': savedDataset,
  'saved-transformation': savedTransformation,
  'linear-regression': linearRegression,
  'load-trained-model': loadTrainedModel,
  'multiclass-logistic-regression': multiclassLogisticRegression,
  'saved-trained-model': savedTrainedModel,
  'score-model': scoreModel,
  'select-columns-in-dataset': selectColumnsInDataset,
  'split-data': splitData,
  'summarize-data': summarizeData,
  'train-clustering-model': trainClusteringModel,
  'train-model': trainModel,
  'two-class-boosted-decision-tree': twoClassBoostedDecisionTree,
  'two-class-logistic-regression': twoClassLogisticRegression,
  'web-service-input': webServiceInput,
  'web-service-output': webServiceOutput,
} as const satisfies Record<string, Module>
