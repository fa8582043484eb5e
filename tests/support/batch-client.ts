import { createAzureBlobs } from '@sluice/platform/blobs'
import type { RunningSluice } from './start-sluice.ts'

export interface BatchStatus {
  readonly StatusCode: string
  readonly Details: string | null
  readonly Progress?: { readonly BytesRead?: number; readonly Rows?: number; readonly BadRows?: number }
}

export interface SubmitOptions {
  readonly input: string
  readonly output: string
  /** Default: that of the installation's account. */
  readonly connectionString?: string
}

/** Calls of batch execution to the sample web service, and the files of the installation's account. */
export async function createBatchClient(sluice: RunningSluice, token: string) {
  const account = JSON.parse(sluice.run('storage', '--json').stdout) as {
    connectionString: string
    accountName: string
  }
  const blobs = createAzureBlobs({ allowLoopback: true })
  const container = 'batch'
  const open = () =>
    blobs.openContainer({ by: 'connection-string', connectionString: account.connectionString, container })
  const { workspace, webServices } = sluice.status()
  const [webService] = webServices
  const endpointId = webService?.endpoints[0]?.id
  const management = `${sluice.addresses.ml}/workspaces/${workspace?.id}/webservices/${webService?.id}/endpoints/default`
  const answer = await fetch(management, { headers: { Authorization: `Bearer ${token}` } })
  const { PrimaryKey: key } = (await answer.json()) as { PrimaryKey: string }
  const jobs = `${sluice.addresses.ml}/workspaces/${workspace?.id}/services/${endpointId}/jobs`
  const call = (method: string, path: string, body?: object) =>
    fetch(`${jobs}${path}?api-version=2.0`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const checked = async (response: Response): Promise<Response> => {
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return response
  }
  await (await open()).createIfMissing()

  return {
    accountName: account.accountName,
    connectionString: account.connectionString,
    async upload(path: string, content: Uint8Array) {
      await (await open()).write(
        path,
        (async function* () {
          yield content
        })(),
      )
    },
    /** Undefined when there is none. */
    async download(path: string): Promise<Buffer | undefined> {
      const opened = await open()
      if ((await opened.find(path)) === undefined) return undefined
      const chunks: Uint8Array[] = []
      for await (const chunk of await opened.read(path)) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    async submit({ input, output, connectionString = account.connectionString }: SubmitOptions): Promise<string> {
      const place = (path: string) => ({ ConnectionString: connectionString, RelativeLocation: `${container}/${path}` })
      const response = await call('POST', '', {
        Input: place(input),
        Outputs: { output1: place(output) },
        GlobalParameters: {},
      })
      return (await checked(response)).json() as Promise<string>
    },
    async start(id: string): Promise<void> {
      await checked(await call('POST', `/${id}/start`))
    },
    async status(id: string): Promise<BatchStatus> {
      return (await checked(await call('GET', `/${id}`))).json() as Promise<BatchStatus>
    },
    async cancel(id: string): Promise<void> {
      await checked(await call('DELETE', `/${id}`))
    },
    close: () => blobs.close(),
  }
}

export type BatchClient = Awaited<ReturnType<typeof createBatchClient>>

export const hasEnded = ({ StatusCode }: BatchStatus): boolean => !['NotStarted', 'Running'].includes(StatusCode)
