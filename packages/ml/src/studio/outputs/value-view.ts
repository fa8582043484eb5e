import { columnSchema } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import * as z from 'zod'
import { describeModel } from '../../learning/describe-model.ts'
import type { ModelView } from '../../learning/model-view.ts'
import type { Module, Modules } from '../../modules/module.ts'
import type { Model, Transformation } from '../../modules/port-values.ts'
import { describeSettings, settingAnswer } from './value-settings.ts'

const number = z.union([z.number(), z.string()]).describe('A text where JSON has no number for it')
const common = {
  title: z.string().describe('Of the module that declares the learner or transformation'),
  settings: z.array(settingAnswer),
}
const losses = z.array(number).describe('After each step of the training, thinned out to 1000')
const total = z.int().describe('How many there are; shown are the first')

const learnedAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('weights'),
    weightCount: total,
    weights: z
      .array(z.strictObject({ feature: z.string(), output: z.string().optional(), weight: number }))
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
        share: number.describe('Of all that the splits of the trees gained'),
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
    centers: z.array(z.array(number)).describe('One list a cluster, one number a feature'),
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
        classCounts: z.array(number).nullable(),
        labelMean: number.nullable(),
        labelDeviation: number.nullable(),
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
        figures: z.record(z.string(), number),
      }),
    ),
  }),
])
export type ValueViewAnswer = z.infer<typeof valueViewAnswer>

/** What people want to see of a model or transformation. @param most entries of each list */
export function toValueViewAnswer(value: Model | Transformation, modules: Modules, most: number): ValueViewAnswer {
  const id = value.kind === 'model' ? value.shape.learner : value.shape.module
  const module = findModule(modules, id) as Module | undefined
  const parameters = value.kind === 'model' ? value.parameters : value.shape.parameters
  const head = {
    title: module?.title ?? id,
    settings: module === undefined ? [] : describeSettings(module, parameters),
  }
  return value.kind === 'model' ? toModel(value, module, head, most) : toTransformation(value, module, head, most)
}

type Head = Pick<ValueViewAnswer, 'title' | 'settings'>

function toModel(model: Model, module: Module | undefined, head: Head, most: number): ValueViewAnswer {
  const { learner, task, training: trained } = model.shape
  const { training, view } =
    module?.learner === undefined ? { training: undefined, view: undefined } : describeModel(model, module.learner)
  return {
    kind: 'model',
    ...head,
    learner,
    task,
    isTrained: trained !== undefined,
    label: trained?.label ?? null,
    classes: trained?.classes ?? null,
    featureColumnCount: trained?.features.length ?? 0,
    featureColumns: (trained?.features ?? []).slice(0, most).map(({ name, type }) => ({ name, type })),
    training:
      training === undefined
        ? null
        : {
            rowCount: training.rowCount,
            droppedRowCount: training.droppedRowCount,
            classCounts: training.classCounts === undefined ? null : Array.from(training.classCounts, toNumber),
            labelMean: training.labelMean === undefined ? null : toNumber(training.labelMean),
            labelDeviation: training.labelDeviation === undefined ? null : toNumber(training.labelDeviation),
          },
    learned: view === undefined ? null : toLearned(view, most),
  }
}

function toLearned(view: ModelView, most: number): z.infer<typeof learnedAnswer> {
  const thinned = thinOut(view.losses).map(toNumber)
  switch (view.kind) {
    case 'weights': {
      const weights = view.weights.slice(0, most).map((one) => ({ ...one, weight: toNumber(one.weight) }))
      return { kind: 'weights', weightCount: view.weights.length, weights, losses: thinned }
    }
    case 'trees': {
      const { treeCount, leafCount, depth } = view
      const importance = view.importance.slice(0, most).map((one) => ({ ...one, share: toNumber(one.share) }))
      const featureCount = view.importance.length
      return { kind: 'trees', treeCount, leafCount, depth, featureCount, importance, losses: thinned }
    }
    case 'clusters':
      return {
        kind: 'clusters',
        metric: view.metric,
        featureCount: view.features.length,
        features: view.features.slice(0, most),
        clusterCount: view.centers.length,
        centers: view.centers.slice(0, most).map((center) => center.slice(0, most).map(toNumber)),
        losses: thinned,
      }
  }
}

function toTransformation(
  transformation: Transformation,
  module: Module | undefined,
  head: Head,
  most: number,
): ValueViewAnswer {
  const { shape } = transformation
  const effects = new Map(
    module?.transformation?.describe?.(transformation).map((effect) => [effect.column, effect]) ?? [],
  )
  return {
    kind: 'transformation',
    ...head,
    module: shape.module,
    columnCount: shape.columns.length,
    columns: shape.columns.slice(0, most).map(({ name, type }) => {
      const { effect = null, figures = {} } = effects.get(name) ?? {}
      const shown = Object.entries(figures).map(([figure, value]) => [figure, toNumber(value)] as const)
      return { name, type, effect, figures: Object.fromEntries(shown) }
    }),
  }
}

const mostLosses = 1000

/** Every so many of a long list, the last one always. */
function thinOut(values: readonly number[]): readonly number[] {
  if (values.length <= mostLosses) return values
  const step = Math.ceil(values.length / (mostLosses - 1))
  return values.filter((_, index) => index % step === 0 || index === values.length - 1)
}

const toNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value))
