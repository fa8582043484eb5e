import type { DiagnosticInSnapshot } from '@sluice/contracts'

/** What is written down of a call, and how its secrets are hidden. @see reference: API Management, 1.10 */
export interface CallDiagnostic {
  /** Of the calls, 0 to 100. */
  readonly percentage: number
  /** Calls that fail are kept whatever the percentage is. */
  readonly keepsAllErrors: boolean
  readonly keepsErrorsOnly: boolean
  readonly showsClientAddress: boolean
  readonly request: MessageDiagnostic
  readonly response: MessageDiagnostic
  readonly backendRequest: MessageDiagnostic
  readonly backendResponse: MessageDiagnostic
  /** Somebody wants the beginning of a body. */
  readonly wantsBodies: boolean
}

export interface MessageDiagnostic {
  /** Whose values are shown; in lower case. */
  readonly headers: ReadonlySet<string>
  readonly bodyBytes: number
  /** By name in lower case, `*` for all. */
  readonly hiddenHeaders: Hidings
  readonly hiddenParameters: Hidings
}

export type Hidings = ReadonlyMap<string, 'Mask' | 'Hide'>

type Directions = NonNullable<DiagnosticInSnapshot['frontend']>

export function compileDiagnostic(properties: DiagnosticInSnapshot): CallDiagnostic {
  const { frontend, backend, sampling, verbosity, alwaysLog } = properties
  const messages = {
    request: compileMessage(frontend?.request),
    response: compileMessage(frontend?.response),
    backendRequest: compileMessage(backend?.request),
    backendResponse: compileMessage(backend?.response),
  }
  return Object.freeze({
    percentage: sampling?.percentage ?? 100,
    keepsAllErrors: alwaysLog === 'allErrors',
    keepsErrorsOnly: verbosity === 'error',
    showsClientAddress: properties.logClientIp,
    ...messages,
    wantsBodies: Object.values(messages).some(({ bodyBytes }) => bodyBytes > 0),
  })
}

function compileMessage(written: Directions['request']): MessageDiagnostic {
  return {
    headers: new Set((written?.headers ?? []).map((name) => name.toLowerCase())),
    bodyBytes: written?.body?.bytes ?? 0,
    hiddenHeaders: compileHidings(written?.dataMasking?.headers),
    hiddenParameters: compileHidings(written?.dataMasking?.queryParams),
  }
}

const compileHidings = (
  written: readonly { readonly value: string; readonly mode: 'Mask' | 'Hide' }[] | null | undefined,
): Hidings => new Map((written ?? []).map(({ value, mode }) => [value.toLowerCase(), mode]))

/** What is kept of calls where no diagnostic says more: every one that its budget allows, without contents. */
export const defaultDiagnostic: CallDiagnostic = compileDiagnostic({ logClientIp: true })
