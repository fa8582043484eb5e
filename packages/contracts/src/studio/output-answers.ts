import * as z from 'zod'
import { columnSchema, tableSchema } from '../ml/column-schema.ts'
import { graphChangesAnswer, moduleRunAnswer } from './experiment-answers.ts'

const cellAnswer = z.union([z.string(), z.number(), z.boolean(), z.null()])
export const rowsAnswer = z.strictObject({
  rowCount: z.int(),
  columnCount: z.int(),
  schema: tableSchema.describe('Of the columns that are shown'),
  rows: z
    .array(z.array(cellAnswer))
    .describe('Missing cells are null; numbers that JSON lacks are texts, times are in ISO 8601'),
})
export type RowsAnswer = Readonly<z.infer<typeof rowsAnswer>>

export const settingAnswer = z.strictObject({
  name: z.string(),
  title: z.string().describe('As the property panel calls it'),
  value: z.union([z.string(), z.number(), z.boolean()]).describe('Choices by their titles'),
})
export type SettingAnswer = z.infer<typeof settingAnswer>

const shownNumber = z.union([z.number(), z.string()]).describe('A text where JSON has no number for it')
const common = {
  title: z.string().describe('Of the module that declares the learner or transformation'),
  settings: z.array(settingAnswer),
}
const losses = z.array(shownNumber).describe('After each step of the training, thinned out to 1000')
const total = z.int().describe('How many there are; shown are the first')

const learnedAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('weights'),
    weightCount: total,
    weights: z
      .array(z.strictObject({ feature: z.string(), output: z.string().optional(), weight: shownNumber }))
      .describe('The intercepts, then the largest first'),
    losses,
  }),
  z.strictObject({
    kind: z.literal('trees'),
    treeCount: z.int(),
    leafCount: z.int(),
    depth: z.int().describe('Of the deepest tree'),
    featureCount: total,
    importance: z.array(
      z.strictObject({
        feature: z.string(),
        share: shownNumber.describe('Of all that the splits of the trees gained'),
        splitCount: z.int(),
      }),
    ),
    losses,
  }),
  z.strictObject({
    kind: z.literal('clusters'),
    metric: z.string(),
    featureCount: total,
    features: z.array(z.string()),
    clusterCount: total,
    centers: z.array(z.array(shownNumber)).describe('One list a cluster, one number a feature'),
    losses,
  }),
])

export const valueViewAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    ...common,
    learner: z.string().describe('Id of the module'),
    task: z.string(),
    isTrained: z.boolean(),
    label: columnSchema.nullable(),
    classes: z.array(z.string()).nullable(),
    featureColumnCount: total,
    featureColumns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
    training: z
      .strictObject({
        rowCount: z.int(),
        droppedRowCount: z.int().describe('Rows without a label or weight'),
        classCounts: z.array(shownNumber).nullable(),
        labelMean: shownNumber.nullable(),
        labelDeviation: shownNumber.nullable(),
      })
      .nullable(),
    learned: learnedAnswer.nullable().describe('Null where there is nothing to show'),
  }),
  z.strictObject({
    kind: z.literal('transformation'),
    ...common,
    module: z.string(),
    columnCount: total,
    columns: z.array(
      z.strictObject({
        name: z.string(),
        type: z.string(),
        effect: z.string().nullable().describe('In words; null where the module does not tell'),
        figures: z.record(z.string(), shownNumber),
      }),
    ),
  }),
])
export type LearnedAnswer = z.infer<typeof learnedAnswer>
export type ValueViewAnswer = z.infer<typeof valueViewAnswer>

const tableViewAnswer = z.strictObject({ kind: z.literal('table'), rowCount: z.int(), columns: tableSchema })
export const outputViewAnswer = z.union([tableViewAnswer, valueViewAnswer])
export type OutputViewAnswer = z.infer<typeof outputViewAnswer>

export const runComparisonAnswer = z.strictObject({
  graph: graphChangesAnswer,
  modules: z.array(
    z.strictObject({
      node: z.string(),
      title: z.string(),
      isSame: z.boolean().describe('Both have the same result'),
      before: moduleRunAnswer.optional(),
      after: moduleRunAnswer.optional(),
      metrics: z.array(
        z.strictObject({ port: z.string(), before: rowsAnswer.optional(), after: rowsAnswer.optional() }),
      ),
    }),
  ),
})
export type RunComparisonAnswer = Readonly<z.infer<typeof runComparisonAnswer>>

const outcomes = {
  truePositives: z.number(),
  falsePositives: z.number(),
  trueNegatives: z.number(),
  falseNegatives: z.number(),
}
const metrics = z.array(z.strictObject({ name: z.string(), value: shownNumber.nullable() }))
const named = { name: z.string().describe('Which of the scored datasets'), metrics }

/** How good scores are, as it is drawn. */
export const evaluationAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('two-class'),
    datasets: z.array(
      z.strictObject({
        ...named,
        points: z
          .array(z.strictObject({ threshold: z.number().nullable().describe('null: above all scores'), ...outcomes }))
          .describe('Outcomes where scores from the threshold on count as positive, the highest threshold first'),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('multiclass'),
    datasets: z.array(
      z.strictObject({
        ...named,
        classes: z.array(z.string()),
        counts: z.array(z.array(z.number())).describe('One list an actual class, one number a predicted class'),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('regression'),
    datasets: z.array(
      z.strictObject({
        ...named,
        errors: z.array(z.strictObject({ from: z.number(), to: z.number(), count: z.number() })),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('clustering'),
    datasets: z.array(
      z.strictObject({
        ...named,
        clusters: z.array(z.strictObject({ cluster: z.number(), pointCount: z.number(), share: z.number() })),
      }),
    ),
  }),
])
export type EvaluationAnswer = z.infer<typeof evaluationAnswer>

export const hashedTextAnswer = z.strictObject({
  columns: z.array(z.string()).describe('Text columns that were hashed'),
  column: z.string().describe('The one that is shown'),
  bitsize: z.int(),
  nGrams: z.int(),
  rowCount: z.int().describe('Of the table'),
  readRowCount: z.int().describe('Rows from the first on whose texts were read; 1 where one text is shown'),
  text: z.string().nullable().describe('What is shown where it is one text'),
  tokenCount: z.int().describe('Different ones'),
  usedColumnCount: z.int().describe('Columns that any of them falls in'),
  collisionCount: z.int().describe('Columns that several different ones fall in'),
  model: z
    .strictObject({ node: z.string(), title: z.string(), output: z.string().nullable() })
    .nullable()
    .describe('Linear model behind it in the run, whose weights the contributions are of'),
  tokens: z
    .array(
      z.strictObject({
        token: z.string(),
        index: z.int().describe('Of the column, from 1'),
        feature: z.string().describe('Name of the column'),
        count: z.int(),
        sharedWith: z.array(z.string()).describe('Others in the same column, the most frequent five'),
        sharedCount: z.int(),
        weight: z.number().nullable(),
        contribution: z.number().nullable().describe('Count times weight'),
      }),
    )
    .describe('By contribution where there is a model, else by count'),
})
export type HashedTextAnswer = z.infer<typeof hashedTextAnswer>
