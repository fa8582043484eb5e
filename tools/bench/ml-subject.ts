import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { startPinned, stop, subjectCore, waitUntilReady } from './processes.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const token = 'benchmark-automation-token'

export interface MlSubject {
  readonly child: ChildProcess
  readonly url: string
  readonly workspaceId: string
  /** Of the installation. */
  readonly token: string
  /** A call with the token of the installation, JSON in and out. @throws Error with the answer when it is refused */
  call(method: string, path: string, body?: unknown): Promise<unknown>
  stop(): Promise<void>
}

/** The role ml alone on one core, with the sample workspace. */
export async function startMl(folder: string, port: number): Promise<MlSubject> {
  const child = startPinned(
    subjectCore,
    process.execPath,
    [join(projectFolder, 'tools', 'run.mjs'), 'start', '--role', 'ml'],
    {
      SLUICE_DATA: folder,
      SLUICE_HOST: '127.0.0.1',
      SLUICE_ML_PORT: String(port),
      SLUICE_MANAGEMENT_TOKEN: token,
      SLUICE_LOG: 'error',
    },
  )
  child.stdout?.resume()
  const url = `http://127.0.0.1:${port}`
  await waitUntilReady(`${url}/health/ready`)
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const { value } = (await call('GET', '/studio/workspaces')) as { value: readonly { id: string }[] }
  return { child, url, workspaceId: value[0]?.id ?? '', token, call, stop: () => stop(child) }
}
