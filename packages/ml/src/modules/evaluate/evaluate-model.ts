import { AppError, type TableSchema } from '@sluice/contracts'
import { createTableFromRows } from '@sluice/dataflow'
import * as z from 'zod'
import { curveSchemas, evaluateScores, resultSchemas } from '../../learning/metrics/evaluate-scores.ts'
import { findScores } from '../../learning/metrics/scored-dataset.ts'
import { defineModule } from '../define-module.ts'

const first = 'Scored dataset'
const second = 'Scored dataset to compare'

/** @see reference: AzureML, 4.5 */
export const evaluateModel = defineModule({
  id: 'evaluate-model',
  title: 'Evaluate Model',
  category: 'Machine Learning / Evaluate',
  summary: 'Compares scores with what was to be predicted, of one scored dataset or of two.',
  remarks: `Which metrics there are follows from the columns of the scored dataset. The results have one row a dataset, in
clustering one for all points and one a cluster. Rows without a label or a score do not count.

What curves and tables are drawn from comes at the second output: for two classes the outcomes at each threshold (ROC,
precision and recall, lift, confusion matrix), for several classes the confusion matrix, for regression a histogram of
the errors, for clustering the sizes.

Log losses are natural logarithms; Training Log Loss is the gain over always saying the share of the positive class, in
percent. A share of nothing, such as the precision of a model that never says yes, is 0.`,
  inputs: {
    scoredDataset: { type: 'table', title: first },
    scoredDatasetToCompare: { type: 'table', title: second, isOptional: true },
  },
  outputs: {
    evaluationResults: { type: 'table', title: 'Evaluation results' },
    curves: { type: 'table', title: 'Evaluation curves' },
  },
  parameters: z.strictObject({}),
  errors: [
    'ScoreMissing',
    'LabelMissing',
    'SeveralLabels',
    'LabelUnsuitable',
    'LearnerInvalid',
    'TooFewRows',
    'AllRowsMissing',
  ],
  outputShapes({ scoredDataset, scoredDatasetToCompare }) {
    if (scoredDataset === undefined) return { evaluationResults: undefined, curves: undefined }
    const kind = kindOf(scoredDataset, scoredDatasetToCompare)
    return { evaluationResults: resultSchemas[kind], curves: curveSchemas[kind] }
  },
  run({ scoredDataset, scoredDatasetToCompare }) {
    const kind = kindOf(scoredDataset.schema, scoredDatasetToCompare?.schema)
    const evaluations = [evaluateScores(scoredDataset, findScores(scoredDataset.schema, first), first)]
    if (scoredDatasetToCompare !== undefined) {
      const columns = findScores(scoredDatasetToCompare.schema, second)
      evaluations.push(evaluateScores(scoredDatasetToCompare, columns, second))
    }
    return {
      evaluationResults: createTableFromRows(
        resultSchemas[kind],
        evaluations.flatMap(({ results }) => results),
      ),
      curves: createTableFromRows(
        curveSchemas[kind],
        evaluations.flatMap(({ curves }) => curves),
      ),
    }
  },
})

function kindOf(schema: TableSchema, other: TableSchema | undefined) {
  const { kind } = findScores(schema, first)
  const otherKind = other === undefined ? kind : findScores(other, second).kind
  if (otherKind !== kind) throw new AppError('LearnerInvalid', { learner: otherKind, expected: kind })
  return kind
}
