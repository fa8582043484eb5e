import { decodePart } from '../../shared/routing/decode-part.ts'
import { type ConsoleDraft, withoutSecrets } from './console-draft.ts'
import { isSecretName } from './secret-names.ts'

/** A call that was made in this tab, without its secrets. */
export interface PastCall {
  readonly id: string
  readonly service: string
  readonly api: string
  readonly operation: string
  readonly operationName: string
  readonly method: string
  readonly url: string
  /** Undefined = no answer came. */
  readonly status: number | undefined
  readonly milliseconds: number | undefined
  readonly at: string
  readonly draft: ConsoleDraft
}

export const keptCalls = 10
/** More than this of a body is not kept: the browser gives a tab some MB for everything. */
const maxTextLength = 100_000

/** The newest first; no more than ten. */
export function addCall(calls: readonly PastCall[], call: PastCall): readonly PastCall[] {
  const draft = withoutSecrets(call.draft)
  const text = draft.text.length > maxTextLength ? '' : draft.text
  return [{ ...call, url: maskUrl(call.url), draft: { ...draft, text } }, ...calls].slice(0, keptCalls)
}

/** An address without the values of parameters that are taken for secrets. */
export function maskUrl(url: string): string {
  const [before = '', query] = url.split(/\?(.*)/s)
  if (query === undefined) return url
  const parts = query.split('&').map((part) => {
    const [name = '', value] = part.split(/=(.*)/s)
    return value !== undefined && isSecretName(decodePart(name)) ? `${name}=••••` : part
  })
  return `${before}?${parts.join('&')}`
}
