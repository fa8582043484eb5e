/** Where an experiment's answers are, below the workspace. */
export const experimentPath = (experimentId: string): string => `/experiments/${encodeURIComponent(experimentId)}`
export const runPath = (experimentId: string, runId: string): string =>
  `${experimentPath(experimentId)}/runs/${encodeURIComponent(runId)}`

/** An output of a module in a run. */
export interface OutputPlace {
  readonly experimentId: string
  readonly runId: string
  /** Id of the module in the graph. */
  readonly node: string
  readonly port: string
}
export const outputPath = ({ experimentId, runId, node, port }: OutputPlace): string =>
  `${runPath(experimentId, runId)}/modules/${encodeURIComponent(node)}/outputs/${encodeURIComponent(port)}`
