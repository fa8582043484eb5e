import type { LearnedAnswer, ValueViewAnswer } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import { describeModel } from '../../learning/describe-model.ts'
import type { ModelView } from '../../learning/model-view.ts'
import type { Module, Modules } from '../../modules/module.ts'
import type { Model, Transformation } from '../../modules/port-values.ts'
import { describeSettings } from './value-settings.ts'

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

function toLearned(view: ModelView, most: number): LearnedAnswer {
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
