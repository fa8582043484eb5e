import type { RunningSluice } from './start-sluice.ts'

// The answers differ from call to call; a test names the members that it expects.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any

export interface StudioAddress {
  /** Of the role ml. */
  readonly origin: string
  readonly workspaceId: string
  /** For `Authorization: Bearer`. */
  readonly token: string
}

/** The studio API of a running program, as a script would use it. */
export interface StudioClient {
  readonly workspaceId: string
  /** `path` is below the workspace: `/experiments`. @throws with the answer when it is not 2xx */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Makes a dataset of a file's text. @returns its id */
  upload(name: string, fileName: string, text: string): Promise<string>
  /** Runs an experiment to its end. @throws with the error when it fails */
  run(experimentId: string): Promise<Answer>
  /** Publishes an experiment. @returns the endpoint to call */
  publish(experimentId: string): Promise<PublishedEndpoint>
}

export interface PublishedEndpoint {
  readonly webServiceId: string
  readonly key: string
  /** Scoring address without `/execute`. */
  readonly address: string
  score(columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<Answer>
}

const patienceMs = 60_000

/** A client of the sample workspace. */
export async function connectToStudio(sluice: RunningSluice): Promise<StudioClient> {
  const workspaceId = sluice.status().workspace?.id
  const { ml: origin } = sluice.addresses
  if (!origin || workspaceId === undefined) throw new Error('There is no workspace.')
  return createStudioClient({ origin, workspaceId, token: sluice.run('token').stdout.trim() })
}

export function createStudioClient({ origin, workspaceId, token }: StudioAddress): StudioClient {
  const send = async (method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const base = `/studio/workspaces/${workspaceId}`
  const call: StudioClient['call'] = (method, path, body) => send(method, `${base}${path}`, body)
  const until = async (read: () => Promise<Answer>, isOver: (answer: Answer) => boolean): Promise<Answer> => {
    const end = Date.now() + patienceMs
    for (;;) {
      const answer = await read()
      if (isOver(answer)) return answer
      if (Date.now() > end) throw new Error(`It did not end: ${JSON.stringify(answer)}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return {
    workspaceId,
    call,
    async upload(name, fileName, text) {
      const query = new URLSearchParams({ name, fileName })
      const dataset = await send('POST', `${base}/datasets?${query}`, text, 'application/octet-stream')
      return dataset.id
    },
    async run(experimentId) {
      const path = `/experiments/${experimentId}/runs`
      const { id } = await call('POST', path, {})
      const run = await until(
        () => call('GET', `${path}/${id}`),
        ({ state }) => !['queued', 'running'].includes(state),
      )
      if (run.state !== 'finished') throw new Error(`The run ${run.state}: ${JSON.stringify(run.error)}`)
      return run
    },
    async publish(experimentId) {
      const { id } = await call('POST', `/experiments/${experimentId}/publish`, {})
      const publication = await until(
        () => call('GET', `/publications/${id}`),
        ({ state }) => !['queued', 'running'].includes(state),
      )
      if (publication.state !== 'succeeded') throw new Error(`It was not published: ${JSON.stringify(publication)}`)
      const { webServiceId } = publication.result
      const path = `/workspaces/${workspaceId}/webservices/${webServiceId}/endpoints/default`
      const endpoint = await send('GET', path)
      const address = endpoint.ApiLocation
      return {
        webServiceId,
        key: endpoint.PrimaryKey,
        address,
        async score(columns, rows) {
          const response = await fetch(`${address}/execute?api-version=2.0&details=true`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${endpoint.PrimaryKey}`, 'Content-Type': 'application/json' },
            body: JSON.stringify({ Inputs: { input1: { ColumnNames: columns, Values: rows } }, GlobalParameters: {} }),
          })
          const answer: Answer = await response.json()
          if (!response.ok) throw new Error(`Scoring was answered ${response.status}: ${JSON.stringify(answer)}`)
          return answer.Results.output1.value
        },
      }
    },
  }
}

/** `d: saved-dataset` and what is set on it. */
export type NodeText = readonly [text: string, parameters?: object]

/** A graph in short form: nodes `id: module` with parameters, edges `a.port > b.port`. */
export function graphOf(nodes: readonly NodeText[], edges: readonly string[]): object {
  const port = (text: string) => {
    const [node, name] = text.trim().split('.')
    return { node, port: name }
  }
  return {
    nodes: nodes.map(([text, parameters = {}]) => {
      const [id, module] = text.split(': ')
      return { id, module, parameters }
    }),
    edges: edges.map((text) => {
      const [from = '', to = ''] = text.split('>')
      return { from: port(from), to: port(to) }
    }),
  }
}

/** A column selection of just these columns. */
export const columns = (...names: string[]): object => ({ rules: [{ action: 'include', by: 'names', names }] })
