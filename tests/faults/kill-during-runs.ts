import { randomBytes } from 'node:crypto'
import type { ExperimentGraph } from '@sluice/contracts'
import { isReady } from '../support/is-ready.ts'
import { childrenOf, waitUntil } from '../support/processes.ts'
import { startSluice } from '../support/start-sluice.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface KillDuringRunsOptions {
  readonly kills: number
  readonly seed: number
  onKill?(count: number): void
}

export interface KillDuringRunsResult {
  readonly kills: number
  /** Runs whose beginning was acknowledged, by how they ended. */
  readonly ended: Readonly<Record<string, number>>
  /** Modules whose result was compared with one that was computed without kills and without a cache. */
  readonly comparedResults: number
  /** Modules of these that were taken from earlier runs. */
  readonly cachedResults: number
  /** Runs that were acknowledged and lost, results that differ, modules that failed: each in words. */
  readonly faults: readonly string[]
}

/** So many different experiments take turns, so that results of one run are there for another. */
const variants = 6
const longestLifeMs = 2_500
const states = ['finished', 'failed', 'cancelled']

/** kill -9 of the role or of a process that runs modules, at random moments of runs with several branches. */
export async function killDuringRuns(options: KillDuringRunsOptions): Promise<KillDuringRunsResult> {
  const random = createSeededRandom(options.seed)
  const faults: string[] = []
  const runs: { readonly id: string; readonly variant: number }[] = []
  const studio = await startStudio()
  const ended: Record<string, number> = {}
  let comparedResults = 0
  let cachedResults = 0
  try {
    for (let count = 1; count <= options.kills; count += 1) {
      await waitUntil(() => studio.isReady())
      const variant = Math.floor(random() * variants)
      const id = await studio.startRun(variant)
      if (id !== undefined) runs.push({ id, variant })
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
      if (id !== undefined && random() < 0.1) await studio.cancel(id)
      studio.kill(random() < 0.5 ? 'role' : 'worker')
      options.onKill?.(count)
    }
    await waitUntil(() => studio.isReady())
    const reference = await referenceResults(new Set(runs.map(({ variant }) => variant)))
    for (const { id, variant } of runs) {
      const run = await studio.untilOver(id)
      if (run === undefined) {
        faults.push(`The run ${id} was acknowledged and is gone or goes on forever.`)
        continue
      }
      ended[run.state] = (ended[run.state] ?? 0) + 1
      if (run.state === 'failed') faults.push(`The run ${id} failed: ${run.error?.message}`)
      for (const { node, state, outputs = [] } of run.modules) {
        if (state !== 'finished' && state !== 'cached') continue
        for (const { port } of outputs) {
          const found = await studio.rows(id, node, port)
          comparedResults += 1
          if (state === 'cached') cachedResults += 1
          if (found !== reference.get(`${variant} ${node} ${port}`)) {
            faults.push(`${node}.${port} of the run ${id} (${state}) is not what it should be: ${found.slice(0, 200)}`)
          }
        }
      }
    }
    return { kills: options.kills, ended, comparedResults, cachedResults, faults }
  } finally {
    await studio.remove()
  }
}

/** What the variants give on a new data folder, where nothing is killed and nothing is there already. */
async function referenceResults(wanted: ReadonlySet<number>): Promise<Map<string, string>> {
  const results = new Map<string, string>()
  const studio = await startStudio()
  try {
    for (const variant of wanted) {
      const id = (await studio.startRun(variant)) ?? ''
      const run = await studio.untilOver(id)
      if (run?.state !== 'finished') throw new Error(`The reference run did not finish: ${JSON.stringify(run)}`)
      for (const { node, outputs = [] } of run.modules) {
        for (const { port } of outputs) {
          results.set(`${variant} ${node} ${port}`, await studio.rows(id, node, port))
        }
      }
    }
    return results
  } finally {
    await studio.remove()
  }
}

interface ShownRun {
  readonly state: string
  readonly error?: { readonly message: string }
  readonly modules: readonly {
    readonly node: string
    readonly state: string
    readonly outputs?: readonly { readonly port: string }[]
  }[]
}

/** The program with one experiment a variant. */
async function startStudio() {
  const token = randomBytes(16).toString('hex')
  const sluice = await startSluice({ args: ['--role', 'ml'], environment: { SLUICE_MANAGEMENT_TOKEN: token } })
  const call = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${sluice.addresses.ml}/studio${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const read = async <Body>(path: string): Promise<Body> => (await call('GET', path)).json() as Promise<Body>
  const { value } = await read<{ value: { id: string }[] }>('/workspaces')
  const base = `/workspaces/${value[0]?.id}/experiments`
  const sample = await read<{ value: { id: string }[] }>(base)
  const { graph } = await read<{ graph: ExperimentGraph }>(`${base}/${sample.value[0]?.id}`)
  const datasetId = String(graph.nodes.find(({ module }) => module === 'saved-dataset')?.parameters.datasetId)
  const experiments: string[] = []
  for (let variant = 0; variant < variants; variant += 1) {
    const made = await call('POST', base, { name: `Variant ${variant}`, graph: graphOf(variant, datasetId) })
    experiments.push(((await made.json()) as { id: string }).id)
  }
  const experimentOf = new Map<string, string>()
  const pathOf = (id: string) => `${base}/${experimentOf.get(id)}/runs/${id}`

  return {
    isReady: () => isReady(sluice.addresses.ml),
    remove: () => sluice.remove(),
    /** Undefined where the answer did not come. */
    async startRun(variant: number): Promise<string | undefined> {
      try {
        const response = await call('POST', `${base}/${experiments[variant]}/runs`, {})
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
        const { id } = (await response.json()) as { id: string }
        experimentOf.set(id, experiments[variant] as string)
        return id
      } catch (error) {
        // `fetch` fails with a TypeError when the connection does; anything else is an answer that should not be.
        if (!(error instanceof TypeError)) throw error
        return undefined
      }
    },
    cancel: (id: string) => call('POST', `${pathOf(id)}/cancel`).catch(() => undefined),
    /** Where no process runs modules at the moment, nobody is killed. */
    kill(which: 'role' | 'worker') {
      const role = childrenOf(sluice.pid).find(({ command }) => /main\.[jt]s role ml\b/.test(command))
      const worker = role && childrenOf(role.pid).find(({ command }) => command.includes('run-worker'))
      const target = which === 'worker' ? worker : role
      if (target !== undefined) process.kill(target.pid, 'SIGKILL')
    },
    async untilOver(id: string): Promise<ShownRun | undefined> {
      let run: ShownRun | undefined
      await waitUntil(async () => {
        const response = await call('GET', pathOf(id))
        run = response.ok ? ((await response.json()) as ShownRun) : undefined
        return run === undefined || states.includes(run.state)
      }).catch(() => {
        run = undefined
      })
      return run
    },
    rows: async (id: string, node: string, port: string) =>
      (await call('GET', `${pathOf(id)}/modules/${node}/outputs/${port}/rows?top=1000&topColumns=200`)).text(),
  }
}

/** Three branches of the book reviews, hashed in ways of their own. */
function graphOf(variant: number, datasetId: string): ExperimentGraph {
  const select = (name: string) => ({
    columns: { beginWith: 'none', rules: [{ action: 'include', by: 'names', names: [name] }] },
  })
  const node = (id: string, module: string, parameters: ExperimentGraph['nodes'][number]['parameters']) => ({
    id,
    module,
    parameters,
    webServiceParameters: {},
  })
  const edge = (from: string, to: string) => {
    const [fromNode = '', fromPort = ''] = from.split('.')
    const [toNode = '', toPort = ''] = to.split('.')
    return { from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } }
  }
  return {
    nodes: [
      node('data', 'saved-dataset', { datasetId }),
      node('ratings', 'select-columns-in-dataset', select('Col1')),
      node('texts', 'select-columns-in-dataset', select('Col2')),
      node('words', 'feature-hashing', { bitsize: 2 + (variant % 3), nGrams: 1 }),
      node('pairs', 'feature-hashing', { bitsize: 3, nGrams: 2 + (variant % 2) }),
      node('triples', 'feature-hashing', { bitsize: 4 + (variant % 2), nGrams: 3 }),
      node('again', 'feature-hashing', { bitsize: 2, nGrams: 1 + variant }),
    ],
    edges: [
      edge('data.dataset', 'ratings.dataset'),
      edge('data.dataset', 'texts.dataset'),
      edge('texts.resultsDataset', 'words.dataset'),
      edge('texts.resultsDataset', 'pairs.dataset'),
      edge('texts.resultsDataset', 'triples.dataset'),
      edge('words.transformedDataset', 'again.dataset'),
    ],
    webServiceParameters: [],
  }
}
