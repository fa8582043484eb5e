import type { DiagnosticInSnapshot, SnapshotEntryOf } from '@sluice/contracts'
import { getOrCreate } from '../routing/get-or-create.ts'
import { type CallDiagnostic, compileDiagnostic } from '../usage/call-diagnostic.ts'
import { parseResourcePath } from './resource-path.ts'

/** The diagnostics by which calls of an instance are written down. */
export interface CallDiagnostics {
  /** Of all APIs that have none of their own; undefined = no diagnostic is there. */
  readonly own: CallDiagnostic | undefined
  /** By the API's identifier, in lower case. */
  readonly byApi: ReadonlyMap<string, CallDiagnostic>
}

/** @param api its identifier, in lower case */
export const diagnosticOf = ({ own, byApi }: CallDiagnostics, api: string): CallDiagnostic | undefined =>
  byApi.get(api) ?? own

/**
 * The first of these that is there says what is written down: that of the request log goes before those of loggers
 * elsewhere. One of an API stands in place of the one of the same name of the instance.
 * @see reference: API Management, 1.10 and 2.11
 */
const namesInOrder = ['azuremonitor', 'local', 'applicationinsights']

type ByName = ReadonlyMap<string, DiagnosticInSnapshot>

/** The diagnostics of one instance while changes come in. */
export class DiagnosticDrafts {
  readonly #own = new Map<string, DiagnosticInSnapshot>()
  readonly #byApi = new Map<string, Map<string, DiagnosticInSnapshot>>()
  #compiled: CallDiagnostics | undefined

  set({ id, properties }: SnapshotEntryOf<'diagnostic'>, isThere: boolean): void {
    this.#compiled = undefined
    const { name, childName } = parseResourcePath(id)
    const isOfApi = childName !== ''
    const of = isOfApi ? getOrCreate(this.#byApi, name, () => new Map<string, DiagnosticInSnapshot>()) : this.#own
    const own = isOfApi ? childName : name
    if (isThere) of.set(own, properties)
    else of.delete(own)
    if (isOfApi && of.size === 0) this.#byApi.delete(name)
  }

  /** @returns the same object as before when nothing changed */
  compile(): CallDiagnostics {
    this.#compiled ??= Object.freeze({
      own: choose(this.#own),
      byApi: new Map(
        [...this.#byApi].flatMap(([api, byName]) => {
          const chosen = choose(new Map([...this.#own, ...byName]))
          return chosen === undefined ? [] : [[api, chosen] as const]
        }),
      ),
    })
    return this.#compiled
  }
}

function choose(byName: ByName): CallDiagnostic | undefined {
  const name = namesInOrder.find((one) => byName.has(one))
  const properties = name === undefined ? undefined : byName.get(name)
  return properties && compileDiagnostic(properties)
}
