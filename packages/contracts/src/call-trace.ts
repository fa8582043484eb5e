/**
 * What a gateway wrote down of one call that was to be traced: each step with what it changed. Secrets are masked where
 * it is made; nobody gets it without the mask.
 * @see reference: API Management, 2.9
 */

/** Stands where a secret was. */
export const traceMask = '•••••'

/** Header of a call that carries a debug token; in lower case. */
export const debugTokenHeader = 'apim-debug-authorization'

/** Purpose under which the contents of a debug token are sealed. @param service name of the instance */
export const debugTokenPurpose = (service: string): string => `/services/${service.toLowerCase()}#debugToken`

/** What a debug token holds, sealed. */
export interface DebugTokenContents {
  /** Identifier of the API without revision, in lower case: calls to no other one are traced. */
  readonly api: string
  readonly expiresAtMs: number
  /** Of the instance's debug credentials when it was made; another one there = it was invalidated. */
  readonly generation: string
}

/** Purpose of the signature in the address of a trace. */
export const traceLinkPurpose = 'traceLink'

/** Path of a trace at management, for whoever has the link; what follows is sealed `TraceLinkContents`. */
export const traceLinkPath = '/traces'

/** What the last part of such an address holds, sealed. */
export interface TraceLinkContents {
  readonly service: string
  readonly traceId: string
  readonly expiresAtMs: number
}

export type TraceSection = 'inbound' | 'backend' | 'outbound' | 'on-error'

export interface TraceHeader {
  readonly name: string
  readonly value: string
}

/** Text of a body as far as it is kept; without `text` it is none. */
export interface TraceBody {
  readonly text?: string
  /** Length as far as it is known. */
  readonly bytes: number
  readonly isCut?: boolean
}

export interface TraceRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly TraceHeader[]
  readonly body?: TraceBody
}

export interface TraceResponse {
  readonly status: { readonly code: number; readonly reason: string }
  readonly headers: readonly TraceHeader[]
  readonly body?: TraceBody
}

/** Null = not there. */
export interface TraceChange<T> {
  readonly from: T | null
  readonly to: T | null
}

export interface TraceChanges {
  readonly request?: {
    readonly method?: TraceChange<string>
    readonly url?: TraceChange<string>
    readonly headers?: readonly ({ readonly name: string } & TraceChange<string>)[]
    readonly body?: TraceChange<TraceBody>
  }
  readonly response?: {
    readonly status?: TraceChange<string>
    readonly headers?: readonly ({ readonly name: string } & TraceChange<string>)[]
    readonly body?: TraceChange<TraceBody>
  }
  readonly variables?: readonly ({ readonly name: string } & TraceChange<string>)[]
}

export interface TraceError {
  readonly reason: string
  readonly message: string
}

/** What there is to say of a step; policies add members of their own. */
export interface TraceData {
  readonly message?: string | readonly string[]
  readonly request?: TraceRequest
  readonly response?: TraceResponse
  /** Which API, operation, user and product the call met. */
  readonly configuration?: Readonly<Record<string, unknown>>
  readonly changes?: TraceChanges
  /** Policy expressions that were evaluated, with what they gave. */
  readonly expressions?: readonly { readonly expression: string; readonly value: string }[]
  readonly error?: TraceError
  readonly [other: string]: unknown
}

/** One step of a call. What is of a policy statement says where that stands; other steps are the gateway's own. */
export interface TraceEntry {
  /** Name of the policy, or the part of the gateway that speaks. */
  readonly source: string
  /** When it began: ISO 8601 with 7 decimals. */
  readonly timestamp: string
  /** From the beginning of the call until then: `00:00:00.2983315`. */
  readonly elapsed: string
  readonly data: TraceData
  /** How long it took, with the steps inside it; the same form. */
  readonly duration?: string
  readonly scope?: 'global' | 'product' | 'api' | 'operation'
  /**
   * The step belongs to the call of this tool of an MCP server, inside the call that is traced: there it is in this
   * section, here it stands where the tool was called.
   */
  readonly tool?: { readonly name: string; readonly section: TraceSection }
  /** `/services/{service}/apis/{api}` and the like. */
  readonly scopeId?: string
  /** `choose[1]/when[2]/set-header[1]` */
  readonly path?: string
  /** The `id` attribute of the statement. */
  readonly id?: string
  /** Line of the statement in the document of its scope; absent for what no document holds. */
  readonly line?: number
  /** The fragment it comes from, and its line there. */
  readonly fragment?: { readonly id: string; readonly line: number }
}

/** In the list of the last traces. */
export interface TraceSummary {
  readonly traceId: string
  readonly serviceName: string
  readonly timestamp: string
  readonly duration: string
  readonly method: string
  /** As the client asked for it. */
  readonly url: string
  readonly status: number
  /** Identifier of the API with its revision; absent for a call that met none. */
  readonly apiId?: string
  readonly operationId?: string
  readonly productId?: string
  /** Where the request went last; absent when no backend was asked. */
  readonly backendUrl?: string
  readonly error?: TraceError & { readonly source: string }
}

export interface CallTrace extends TraceSummary {
  readonly traceEntries: Readonly<Partial<Record<TraceSection, readonly TraceEntry[]>>>
}
