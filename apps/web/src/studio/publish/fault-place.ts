import type { ExperimentGraph } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'

/** Where a fault is, in the words of the canvas. */
export interface FaultPlace {
  readonly kind: 'module' | 'connection' | 'whole'
  /** Title of the module, with its comment where it has one. */
  readonly module?: string
  /** Title of the parameter. */
  readonly parameter?: string
}

/** @param target place in the graph: `nodes[2].parameters.bitsize`, `edges[0].to` */
export function faultPlace(
  target: string,
  graph: Pick<ExperimentGraph, 'nodes'> | undefined,
  modules: ReadonlyMap<string, CatalogueEntry> | undefined,
): FaultPlace {
  if (target.startsWith('edges[')) return { kind: 'connection' }
  const [, index, below = ''] = /^nodes\[(\d+)\](?:\.(.*))?$/.exec(target) ?? []
  const node = index === undefined ? undefined : graph?.nodes[Number(index)]
  if (node === undefined) return { kind: 'whole' }
  const entry = modules?.get(node.module)
  const title = entry?.title ?? node.module
  const [, name] = /^parameters\.([^.]+)/.exec(below) ?? []
  const parameter = name === undefined ? undefined : (entry?.parameters.find((one) => one.name === name)?.title ?? name)
  return {
    kind: 'module',
    module: node.comment === undefined ? title : `${title} (${node.comment})`,
    ...(parameter === undefined ? {} : { parameter }),
  }
}
