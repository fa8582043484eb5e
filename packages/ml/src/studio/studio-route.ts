import type { ServerCall } from '@sluice/platform'
import type * as z from 'zod'
import type { StudioServices } from './studio-services.ts'

/** One message of a stream of server-sent events. */
export interface StudioEvent {
  readonly event: string
  /** Sent as JSON. */
  readonly data: unknown
  /** Sent back as `Last-Event-ID` by a client that was cut off. */
  readonly id?: string
}

export type StudioAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: 200; readonly events: AsyncIterable<StudioEvent> }
  | {
      readonly status: number
      readonly stream: AsyncIterable<Uint8Array>
      readonly contentType: string
      /** Offered to be saved under this name. */
      readonly fileName?: string
      readonly headers?: Readonly<Record<string, string>>
    }

/** `/a/{b}/c` → `b`. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type ParsedBy<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined

export interface StudioRequest<Path extends string, Query, Body> {
  readonly call: ServerCall
  /** Of the path, checked to exist; empty where the path names none. */
  readonly workspaceId: string
  /** Who asks, for the audit: the subject of a token of the installation, or `workspace token`. */
  readonly actor: string
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<NamesIn<Path>, string>>
  readonly query: ParsedBy<Query>
  readonly body: ParsedBy<Body>
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
}

interface Declaration<Path extends string, Query, Body> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'
  /** Below `/studio`; `{workspaceId}` is checked and authorised by the router. */
  readonly path: Path
  readonly tag: string
  /** One sentence. */
  readonly summary: string
  /**
   * `nothing`: anybody. `administer`: an administrator of the installation. Default: `write`. Paths without a workspace ask
   * for a token of the installation.
   */
  readonly needs?: 'read' | 'write' | 'administer' | 'nothing'
  readonly query?: Query
  readonly body?: Body
  /** The handler reads the body itself. */
  readonly rawBody?: { readonly contentType: string }
  /** Longest JSON body; default 16 MB. */
  readonly maxBodyBytes?: number
  /** What is answered, by status, for the description; errors are not named. */
  readonly answers: Readonly<Record<number, z.ZodType | { readonly contentType: string } | undefined>>
  handle(request: StudioRequest<Path, Query, Body>, services: StudioServices): StudioAnswer | Promise<StudioAnswer>
}

/** A route without the types of its path, query and body. */
export interface StudioRoute
  extends Omit<Declaration<string, z.ZodObject | undefined, z.ZodType | undefined>, 'handle'> {
  handle(
    request: Omit<StudioRequest<string, undefined, undefined>, 'query' | 'body'> & {
      readonly query: unknown
      readonly body: unknown
    },
    services: StudioServices,
  ): StudioAnswer | Promise<StudioAnswer>
}

/** Declares a route of the studio's API; its description is made of the same declaration. */
export const defineStudioRoute = <
  const Path extends string,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  route: Declaration<Path, Query, Body>,
): StudioRoute => route as unknown as StudioRoute
