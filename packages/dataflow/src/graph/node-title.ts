import type { ExperimentNode } from '@sluice/contracts'
import { findModule, type ModuleDescriptions } from './module-description.ts'

/** How messages call a module of an experiment: title and id. */
export const titleOf = (node: ExperimentNode, modules: ModuleDescriptions): string =>
  `${findModule(modules, node.module)?.title ?? node.module} (${node.id})`
