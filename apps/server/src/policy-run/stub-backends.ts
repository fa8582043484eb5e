import { type BackendInSnapshot, backendProperties } from '@sluice/contracts'
import type { ActFile } from './act-file.ts'
import { invalidLine, type LineInFile } from './invalid-line.ts'

/**
 * The backends of a file: those that settings give an address, and those whose properties stand in it.
 * @param urls by identifier @param file its name, for faults
 * @throws AppError `ActFileInvalid` for properties that a backend cannot have
 */
export function readStubBackends(
  { acts }: ActFile,
  urls: ReadonlyMap<string, string>,
  file: string,
): ReadonlyMap<string, BackendInSnapshot> {
  const backends = new Map<string, BackendInSnapshot>()
  for (const [id, url] of urls) backends.set(id.toLowerCase(), { url })
  for (const act of acts) {
    if (act.kind === 'backend') backends.set(act.name.toLowerCase(), parseBackend(act.text, { file, line: act.line }))
  }
  return backends
}

function parseBackend(text: string, place: LineInFile): BackendInSnapshot {
  const { data, error } = backendProperties.safeParse(parseObject(text, place))
  if (error !== undefined) {
    const [issue] = error.issues
    throw invalidLine(place, `The backend cannot be so: ${issue?.path.join('.')}: ${issue?.message}.`)
  }
  const { type, url, pool, tls, circuitBreaker, credentials } = data
  const shown = {
    ...{ type, url, pool, tls, circuitBreaker },
    // The gateway of a run opens nothing: what is sealed is the text itself.
    ...(credentials ? { sealedCredentials: JSON.stringify(credentials) } : {}),
  }
  // As it comes over the stream to gateways: what was not written is not there, which its type cannot say of itself.
  return JSON.parse(JSON.stringify(shown)) as BackendInSnapshot
}

/** A single backend speaks HTTP where nothing else is written. */
function parseObject(text: string, place: LineInFile): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { protocol: 'http', ...value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw invalidLine(place, `The properties of the backend are no JSON: ${error.message}.`)
  }
  throw invalidLine(place, 'The properties of the backend are no JSON object.')
}
