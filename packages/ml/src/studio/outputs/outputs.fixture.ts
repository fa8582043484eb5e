import { type FixtureOptions, startMachineLearning } from '../../machine-learning.fixture.ts'

type Parameters = Readonly<Record<string, unknown>>

export const named = (...names: string[]) => ({ beginWith: 'none', rules: [{ action: 'include', by: 'names', names }] })
const rows = Array.from({ length: 12 }, (_, row) => `${row},${row % 3 === 0 ? 'red' : 'blue'},${3 * row + 1}`)

const nodes = {
  data: ['enter-data-manually', { dataFormat: 'csv', hasHeader: true, data: ['x,colour,label', ...rows].join('\n') }],
  scale: ['normalize-data', { columns: named('x') }],
  learner: ['linear-regression', { l2Weight: 0 }],
  train: ['train-model', { labelColumn: named('label') }],
  text: ['convert-to-tsv', { quotes: false }],
} as const
const edges = [
  ['data.dataset', 'scale.dataset'],
  ['data.dataset', 'text.dataset'],
  ['learner.untrainedModel', 'train.untrainedModel'],
  ['scale.transformedDataset', 'train.dataset'],
]

/** A finished run of an experiment with a table, a transformation and a trained model. */
export const runSomething = (options: FixtureOptions = {}) => runGraph(nodes, edges, options)

/** A finished run of nodes by their ids, with edges `from.port` → `to.port`. */
export async function runGraph(
  nodes: Readonly<Record<string, readonly [module: string, parameters: Parameters]>>,
  edges: readonly (readonly string[])[],
  options: FixtureOptions = {},
) {
  const role = await startMachineLearning(options)
  const { studio, send } = role
  const workspace = `/workspaces/${role.workspaceId}`
  const toPort = (text: string) => ({ node: text.split('.')[0], port: text.split('.')[1] })
  const graph = {
    nodes: Object.entries(nodes).map(([id, [module, parameters]]) => ({
      id,
      module,
      parameters,
      webServiceParameters: {},
    })),
    edges: edges.map(([from = '', to = '']) => ({ from: toPort(from), to: toPort(to) })),
    webServiceParameters: [],
  }
  const made = await studio('POST', `${workspace}/experiments`, { name: 'Outputs', graph })
  const experimentId: string = made.body.id
  const runs = `${workspace}/experiments/${experimentId}/runs`
  const { id: runId } = (await studio('POST', runs, {})).body
  for (;;) {
    const { body } = await studio('GET', `${runs}/${runId}`)
    if (body.state === 'finished') break
    if (body.state === 'failed') throw new Error(JSON.stringify(body.error ?? body.modules))
    if (body.state === undefined) throw new Error(JSON.stringify([made.body, body]))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const at = (node: string, port: string) => `${runs}/${runId}/modules/${node}/outputs/${port}`
  return {
    ...role,
    workspace,
    experimentId,
    runId,
    at,
    download: (path: string, headers: readonly string[] = []) =>
      send({ target: `/studio${path}`, headers: ['Authorization', 'Bearer automation-token', ...headers] }),
  }
}
