import type { ExperimentNode } from '@sluice/contracts'
import { findModule } from './module-description.ts'

/** How messages call a module of an experiment: title and id. */
export const titleOf = (node: ExperimentNode, modules: Readonly<Record<string, { readonly title: string }>>): string =>
  `${findModule(modules, node.module)?.title ?? node.module} (${node.id})`
