import type { ExperimentGraph } from '@sluice/contracts'

type Parameters = ExperimentGraph['nodes'][number]['parameters']

/** One module of a template: id and module, where it stands in the drawing (column, line), its parameters. */
export type TemplateModule = readonly [
  id: string,
  module: string,
  column: number,
  line: number,
  parameters?: Parameters,
]

const columnWidth = 260
const lineHeight = 100

/** @param connections each as `module.port > module.port` */
export const templateGraph = (
  modules: readonly TemplateModule[],
  connections: readonly `${string}.${string} > ${string}.${string}`[],
): ExperimentGraph => ({
  nodes: modules.map(([id, module, column, line, parameters = {}]) => ({
    id,
    module,
    parameters,
    webServiceParameters: {},
    position: { x: column * columnWidth, y: line * lineHeight },
  })),
  edges: connections.map((connection) => {
    const [from, to] = connection.split(' > ').map((end) => {
      const [node = '', port = ''] = end.split('.')
      return { node, port }
    })
    if (from === undefined || to === undefined) throw new Error(`'${connection}' names no two ports.`)
    return { from, to }
  }),
  webServiceParameters: [],
})

/** A selection of just these columns. */
export const onlyColumns = (...names: string[]) => ({
  beginWith: 'none' as const,
  rules: [{ action: 'include' as const, by: 'names' as const, names }],
})

/** A selection of all columns but these. */
export const allColumnsBut = (...names: string[]) => ({
  beginWith: 'all' as const,
  rules: [{ action: 'exclude' as const, by: 'names' as const, names }],
})
