import type { ExperimentGraph, ModuleRun } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Module, Modules } from '../modules/module.ts'
import { compareGraphs, type GraphChanges } from './compare-graphs.ts'
import { hashRecipe } from './recipe.ts'

export interface RunToCompare {
  readonly graph: ExperimentGraph
  readonly modules: readonly ModuleRun[]
}

export interface ModuleOfBoth {
  readonly node: string
  readonly title: string
  /** They have the same result. */
  readonly isSame: boolean
  readonly before: ModuleRun | undefined
  readonly after: ModuleRun | undefined
  /** Ports whose tables say how good a model is. */
  readonly metricPorts: readonly string[]
}

export interface RunChanges {
  readonly graph: GraphChanges
  readonly modules: readonly ModuleOfBoth[]
}

/** Modules of this part of the palette give tables of metrics. */
const metricCategory = 'Machine Learning / Evaluate'

/** What differs between two runs of an experiment: its graph, and what came of each module. */
export function compareRuns(before: RunToCompare, after: RunToCompare, modules: Modules): RunChanges {
  const nodes = new Set([...before.modules, ...after.modules].map(({ node }) => node))
  return {
    graph: compareGraphs(before.graph, after.graph, modules),
    modules: [...nodes].map((node): ModuleOfBoth => {
      const was = before.modules.find((one) => one.node === node)
      const is = after.modules.find((one) => one.node === node)
      const one = (is ?? was) as ModuleRun
      const module = findModule(modules, one.module) as Module | undefined
      const isMetric = module?.category.startsWith(metricCategory) === true
      const ports = Object.entries(module?.outputs ?? {}).filter(([, { type }]) => type === 'table')
      return {
        node,
        title: one.title,
        isSame: resultOf(was) !== undefined && resultOf(was) === resultOf(is),
        before: was,
        after: is,
        metricPorts: isMetric ? ports.map(([port]) => port) : [],
      }
    }),
  }
}

const resultOf = (module: ModuleRun | undefined): string | undefined =>
  module?.recipe && module.artifact && hashRecipe(module.recipe, module.usedSeed === true)
