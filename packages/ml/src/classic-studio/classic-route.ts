import type { ServerCall } from '@sluice/platform'
import type { StudioServices } from '../studio/studio-services.ts'

/** `a/{b}/c` → `b`. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

export interface ClassicRequest<Path extends string> {
  readonly call: ServerCall
  /** Of the path, checked to exist. */
  readonly workspaceId: string
  /** Who asks, for the audit. */
  readonly actor: string
  readonly params: Readonly<Record<NamesIn<Path>, string>>
  readonly query: URLSearchParams
}

export interface ClassicAnswer {
  readonly status: number
  /** Default: JSON. */
  readonly contentType?: string
  /** Sent as it is when it is text with a content type of its own, or bytes; else as JSON. */
  readonly body?: unknown
}

interface Declaration<Path extends string> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api/`; each names `{workspaceId}`. */
  readonly path: Path
  handle(request: ClassicRequest<Path>, services: ClassicServices): ClassicAnswer | Promise<ClassicAnswer>
}

/** A call of the studio's old API. @see reference: AzureML, 3.9 */
export interface ClassicRoute extends Omit<Declaration<string>, 'handle'> {
  handle(request: ClassicRequest<string>, services: ClassicServices): ClassicAnswer | Promise<ClassicAnswer>
}

export const defineClassicRoute = <const Path extends string>(route: Declaration<Path>): ClassicRoute =>
  route as unknown as ClassicRoute

/** How an experiment stands, in the words of the studio. */
export interface ClassicStatus {
  readonly StatusCode: 'InDraft' | 'Queued' | 'Running' | 'Finished' | 'Failed' | 'Canceled'
  readonly StatusDetail: string
  readonly CreationTime: string
  readonly StartTime: string | null
  readonly EndTime: string | null
}

/** What the old API asks of the part that runs experiments. */
export interface ClassicRuns {
  /** Of the newest run; undefined when it was never run. */
  status(workspaceId: string, experimentId: string): Promise<ClassicStatus | undefined>
  /** Begins a run of what is saved. */
  run(workspaceId: string, experimentId: string, actor: string): Promise<void>
  /** Rows that a port gave in the newest run, as CSV. @param port its title or name. @throws AppError */
  outputCsv(workspaceId: string, experimentId: string, node: string, port: string): Promise<string>
}

export interface ClassicServices extends StudioServices {
  readonly classicRuns?: ClassicRuns
}
