import { type DebugTokenContents, debugTokenPurpose } from '@sluice/contracts/call-trace'
import type { OpenSecret } from '../snapshot/definition-drafts.ts'
import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'
import { withoutRevision } from '../snapshot/resource-path.ts'

/** What a debug token is good for. */
export type DebugTokenReading =
  | { readonly kind: 'valid' }
  /** It was good until then, or until it was invalidated. */
  | { readonly kind: 'expired'; readonly reason: string }
  | { readonly kind: 'wrong-api'; readonly reason: string }
  /** No token of this instance. */
  | { readonly kind: 'unknown' }

/**
 * Reads a token of `listDebugCredentials`. A call that met no API at all is traced with any token of the instance:
 * nothing of any API runs in it.
 * @see reference: API Management, 2.9
 */
export function readDebugToken(
  token: string,
  { service, api }: { readonly service: CompiledService; readonly api: CompiledApi | undefined },
  { openSecret, nowMs }: { readonly openSecret: OpenSecret; readonly nowMs: number },
): DebugTokenReading {
  const contents = open(token, service, openSecret)
  if (contents === undefined) return { kind: 'unknown' }
  if (contents.generation !== service.debugGeneration) {
    return { kind: 'expired', reason: 'The credentials were invalidated.' }
  }
  if (contents.expiresAtMs <= nowMs) {
    return { kind: 'expired', reason: `The credentials expired at ${new Date(contents.expiresAtMs).toISOString()}.` }
  }
  if (api !== undefined && withoutRevision(api.name) !== contents.api) {
    return { kind: 'wrong-api', reason: `The credentials are for the API '${contents.api}'.` }
  }
  return { kind: 'valid' }
}

function open(token: string, service: CompiledService, openSecret: OpenSecret): DebugTokenContents | undefined {
  const sealed = new URLSearchParams(token).get('sig')
  if (sealed === null) return undefined
  try {
    return JSON.parse(openSecret(sealed, debugTokenPurpose(service.name))) as DebugTokenContents
  } catch {
    // Whatever a client writes there that this installation did not seal: no token.
    return undefined
  }
}
