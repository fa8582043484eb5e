import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toSharedKeyTexts } from '@sluice/contracts'
import { createMemoryLog, createSystemClock, listenWithNode, type MemoryLog } from '@sluice/platform'
import { type BlobStore, openBlobStore } from './blob-store.ts'
import { createStorage, type StorageOptions } from './create-storage.ts'

export const testAccount = 'sluice'
export const testKey = randomBytes(64).toString('base64')
export const signText = (text: string): string =>
  createHmac('sha256', Buffer.from(testKey, 'base64')).update(text, 'utf8').digest('base64')

export interface RunningStorage {
  readonly folder: string
  readonly port: number
  /** `http://127.0.0.1:…/sluice` */
  readonly endpoint: string
  readonly store: BlobStore
  readonly log: MemoryLog
  /** A call signed with the key; the path is below the account. Headers given as undefined are left out. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>
  close(): Promise<void>
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Uint8Array
  /** Default: that of the account. */
  readonly key?: string
  readonly scheme?: 'SharedKey' | 'SharedKeyLite'
}

/** The real service on a free port, its files in a folder that `close` removes. */
export async function startStorage(
  options: Partial<Pick<StorageOptions, 'pace'>> & {
    readonly folder?: string
    readonly otherNames?: readonly string[]
  } = {},
): Promise<RunningStorage> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sluice-storage-'))
  const log = createMemoryLog()
  const store = await openBlobStore({ folder, clock: createSystemClock(), log })
  const handler = createStorage({
    store,
    account: { names: [testAccount, ...(options.otherNames ?? [])], key: testKey, isBehindTls: false },
    log,
    createRequestId: randomUUID,
    ...(options.pace && { pace: options.pace }),
  })
  const server = await listenWithNode({ host: '127.0.0.1', port: 0 }, handler)
  const endpoint = `http://127.0.0.1:${server.port}/${testAccount}`
  return {
    folder,
    port: server.port,
    endpoint,
    store,
    log,
    send: (method, path, sent = {}) => send(endpoint, method, path, sent),
    async close() {
      await server.close(0)
      await store.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function send(endpoint: string, method: string, path: string, options: SendOptions): Promise<Response> {
  const url = new URL(endpoint + path)
  const headers = new Headers({ 'x-ms-version': '2021-12-02', 'x-ms-date': new Date().toUTCString() })
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  }
  const { body } = options
  const length = body === undefined ? (method === 'PUT' ? '0' : undefined) : String(Buffer.byteLength(body))
  if (!headers.has('authorization')) {
    const [text = ''] = toSharedKeyTexts(
      {
        account: testAccount,
        method,
        path: url.pathname,
        query: new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value])),
        header: (name) => (name === 'content-length' ? length : (headers.get(name) ?? undefined)),
        headerNames: [...headers.keys()],
      },
      options.scheme ?? 'SharedKey',
    )
    const signature = createHmac('sha256', Buffer.from(options.key ?? testKey, 'base64'))
      .update(text)
      .digest('base64')
    headers.set('authorization', `${options.scheme ?? 'SharedKey'} ${testAccount}:${signature}`)
  }
  return await fetch(url, { method, headers, ...(body !== undefined && { body: Buffer.from(body as string) }) })
}
