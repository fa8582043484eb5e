import { randomBytes } from 'node:crypto'
import { isReady } from '../support/is-ready.ts'
import { childrenOf, waitUntil } from '../support/processes.ts'
import { startSluice } from '../support/start-sluice.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface KillDuringImportsOptions {
  readonly kills: number
  readonly seed: number
  onKill?(count: number): void
}

export interface KillDuringImportsResult {
  readonly kills: number
  /** Pieces of files that were acknowledged. */
  readonly acknowledgedPieces: number
  /** How often an upload was gone on with after a kill. */
  readonly resumedUploads: number
  /** Imports whose beginning was acknowledged, by how they ended. */
  readonly ended: Readonly<Record<string, number>>
  /** Datasets whose rows were compared with those that were sent. */
  readonly comparedDatasets: number
  /** What was acknowledged and lost, half-written datasets, wrong rows: each in words. */
  readonly faults: readonly string[]
}

/** Small, so that sending a file takes longer than the program mostly lives. */
const pieceBytes = 2048
/** Clients at the same time. */
const carriers = 2
const longestLifeMs = 4_000
/** Above what is imported without a process of its own. */
const fewestRows = 60_000
const mostMoreRows = 60_000

/** kill -9 of the role or of the process that reads files, at random moments of uploads and imports. */
export async function killDuringImports(options: KillDuringImportsOptions): Promise<KillDuringImportsResult> {
  const random = createSeededRandom(options.seed)
  const faults: string[] = []
  const ended: Record<string, number> = {}
  const expected = new Map<string, string>()
  let acknowledgedPieces = 0
  let resumedUploads = 0
  let comparedDatasets = 0
  let isOver = false
  const studio = await startStudio()

  /** Sends a file as a client does that is cut off again and again. @returns id of the upload */
  const upload = async (file: Buffer): Promise<string> => {
    const created = await studio.untilAnswered('POST', '/uploads', { 'Upload-Length': String(file.length) })
    const path = `/uploads/${created.headers.get('location')?.split('/').at(-1)}`
    let acknowledged = 0
    while (acknowledged < file.length) {
      const piece = file.subarray(acknowledged, acknowledged + pieceBytes)
      const headers = { 'Upload-Offset': String(acknowledged), 'Content-Type': 'application/offset+octet-stream' }
      const answer = await studio.tryCall('PATCH', path, headers, piece)
      if (answer?.status === 204) {
        acknowledgedPieces += 1
        acknowledged += piece.length
        continue
      }
      if (answer !== undefined && answer.status !== 409) {
        faults.push(`A piece at ${acknowledged} was answered ${answer.status}: ${await answer.text()}`)
      }
      const found = await studio.untilAnswered('HEAD', path)
      const offset = Number(found.headers.get('upload-offset') ?? -1)
      if (found.status !== 200 || offset < acknowledged) {
        faults.push(`${acknowledged} bytes were acknowledged, and then there were ${found.status} ${offset}.`)
      }
      resumedUploads += 1
      acknowledged = offset
    }
    return path.split('/').at(-1) ?? ''
  }
  /** @returns how it ended */
  const importOnce = async (name: string, uploadId: string): Promise<string> => {
    const request = { name, source: { kind: 'upload', uploadId } }
    const begun = await studio.tryCall('POST', '/dataset-imports', {}, JSON.stringify(request))
    const id = begun?.status === 202 ? ((await begun.json()) as { id: string }).id : await studio.importOf(name)
    if (id === undefined) {
      // Not acknowledged, and not there: as if nobody had asked.
      if (begun !== undefined) faults.push(`${name} was answered ${begun.status}: ${await begun.text()}`)
      return 'not begun'
    }
    let state = 'lost'
    await waitUntil(async () => {
      const answer = await studio.untilAnswered('GET', `/dataset-imports/${id}`)
      state = answer.status === 200 ? ((await answer.json()) as { state: string }).state : 'lost'
      return state !== 'queued' && state !== 'running'
    })
    if (state === 'lost') faults.push(`The import of ${name} was acknowledged and is gone.`)
    ended[state] = (ended[state] ?? 0) + 1
    return state
  }
  const carryOne = async (number: number) => {
    const name = `File ${number}`
    const text = textOf(number, fewestRows + Math.floor(random() * mostMoreRows))
    expected.set(name, text)
    const uploadId = await upload(Buffer.from(text))
    // As long as readers are killed an import may fail: what was uploaded is still there.
    for (let undisturbed = 0; undisturbed < 3; undisturbed += isOver ? 1 : 0) {
      if ((await importOnce(name, uploadId)) === 'completed') return
    }
    faults.push(`${name} was never imported.`)
  }
  /** What is listed has all of its rows, at any moment. */
  const lookAround = async () => {
    for (const { id, name, rowCount } of await studio.datasets()) {
      const lines = expected.get(name)?.split('\r\n')
      if (lines === undefined) continue
      const rows = await studio.tryCall('GET', `/datasets/${id}/rows?offset=${rowCount - 1}&limit=1`)
      if (rows === undefined) return
      const last = ((await rows.json()) as { rows?: unknown[][] }).rows?.[0]?.join(',')
      if (rowCount !== lines.length - 2 || last !== lines.at(-2)) {
        faults.push(`${name} is listed with ${rowCount} rows, the last of them ${last}.`)
      }
    }
  }
  const compareAll = async () => {
    const found = await studio.datasets()
    for (const [name, text] of expected) {
      const dataset = found.find((one) => one.name === name)
      if (dataset === undefined) {
        faults.push(`${name} was sent and is no dataset.`)
        continue
      }
      for (const format of ['csv', 'original']) {
        const answer = await studio.untilAnswered('GET', `/datasets/${dataset.id}/content?format=${format}`)
        if ((await answer.text()) !== text) faults.push(`${name} as ${format} is not what was sent.`)
      }
      comparedDatasets += 1
    }
  }

  try {
    let files = 0
    const carrying = Array.from({ length: carriers }, async () => {
      while (!isOver) await carryOne(++files)
    })
    const looking = (async () => {
      while (!isOver) {
        await lookAround()
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    })()
    const killing = (async () => {
      try {
        for (let count = 1; count <= options.kills; count += 1) {
          await waitUntil(() => studio.isReady())
          await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
          studio.kill(random() < 0.7 ? 'role' : 'worker')
          options.onKill?.(count)
        }
      } finally {
        isOver = true
      }
    })()
    await Promise.all([...carrying, looking, killing])
    await compareAll()
    return { kills: options.kills, acknowledgedPieces, resumedUploads, ended, comparedDatasets, faults }
  } finally {
    await studio.remove()
  }
}

/** As this program itself would write it, so that a download is the same text. */
function textOf(number: number, rowCount: number): string {
  const rows = Array.from({ length: rowCount }, (_, row) => `${row},file ${number} row ${row},${(row * 7) % 1000}`)
  return `id,text,value\r\n${rows.join('\r\n')}\r\n`
}

interface ListedDataset {
  readonly id: string
  readonly name: string
  readonly rowCount: number
}

async function startStudio() {
  const token = randomBytes(16).toString('hex')
  const sluice = await startSluice({ args: ['--role', 'ml'], environment: { SLUICE_MANAGEMENT_TOKEN: token } })
  const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: Buffer | string) =>
    fetch(`${sluice.addresses.ml}/studio${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Tus-Resumable': '1.0.0',
        ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
    })
  const workspaces = (await (await send('GET', '/workspaces')).json()) as { value: { id: string }[] }
  const base = `/workspaces/${workspaces.value[0]?.id}`
  /** Undefined where the connection broke. */
  const tryCall = async (...[method, path, ...rest]: Parameters<typeof send>): Promise<Response | undefined> => {
    try {
      const answer = await send(method, `${base}${path}`, ...rest)
      // With its body, or the connection may break under it.
      const bytes = await answer.arrayBuffer()
      const body = answer.status === 204 || method === 'HEAD' ? null : bytes
      return new Response(body, { status: answer.status, headers: answer.headers })
    } catch (error) {
      // `fetch` fails with a TypeError when the connection does.
      if (!(error instanceof TypeError)) throw error
      return undefined
    }
  }
  const untilAnswered = async (...call: Parameters<typeof send>): Promise<Response> => {
    let answer: Response | undefined
    await waitUntil(async () => {
      answer = await tryCall(...call)
      return answer !== undefined
    })
    return answer as Response
  }
  return {
    tryCall,
    untilAnswered,
    remove: () => sluice.remove(),
    isReady: () => isReady(sluice.addresses.ml),
    async datasets(): Promise<readonly ListedDataset[]> {
      const answer = await untilAnswered('GET', '/datasets')
      return ((await answer.json()) as { value: ListedDataset[] }).value
    },
    /** An import that goes on under this name: its beginning may have been noted without an answer. */
    async importOf(name: string): Promise<string | undefined> {
      const answer = await untilAnswered('GET', '/dataset-imports')
      const { value } = (await answer.json()) as { value: { id: string; name: string; state: string }[] }
      return value.findLast((one) => one.name === name && one.state !== 'failed')?.id
    },
    /** Where no file is being read at the moment, no reader is killed. */
    kill(which: 'role' | 'worker') {
      const role = childrenOf(sluice.pid).find(({ command }) => /main\.[jt]s role ml\b/.test(command))
      const worker = role && childrenOf(role.pid).find(({ command }) => command.includes('table-worker'))
      const target = which === 'worker' ? worker : role
      if (target !== undefined) process.kill(target.pid, 'SIGKILL')
    },
  }
}
