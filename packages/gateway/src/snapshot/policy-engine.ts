import type { SnapshotProperties } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import {
  type PolicyDefinitions,
  type PolicyDocument,
  type PolicyScope,
  type PolicyUses,
  type ScopedDocument,
  toEffectivePolicy,
} from '@sluice/policy-language'
import { type CompiledStatements, compileProgram, type ProgramKind } from '../pipeline/compile-program.ts'
import { readPolicy } from '../pipeline/policy-documents.ts'
import type { PolicyServices } from '../pipeline/policy-services.ts'
import type { ProgramTracer } from '../pipeline/program-tracer.ts'
import type { CallProgram } from '../pipeline/step.ts'
import { policies } from '../policies/index.ts'
import { createProgramTracer } from '../tracing/create-program-tracer.ts'
import type { CompiledApi, CompiledOperation, CompiledProduct, CompiledService } from './gateway-snapshot.ts'

/** Policy documents in, call programs out. */
export interface PolicyEngine {
  /**
   * Reads and checks the document of one scope. One that cannot be used is logged, and `previous` stays.
   * @param entry undefined = none is written there
   */
  readDocument(
    entry: SnapshotProperties['policy'] | undefined,
    place: { readonly scope: PolicyScope; readonly scopeId: string },
    previous: ScopedDocument | undefined,
    definitions: PolicyDefinitions,
  ): { readonly document: ScopedDocument; readonly uses: PolicyUses }
  /**
   * The program of the scopes that a call met; compiled at the first call and kept as long as no document changes.
   * @param isTraced for a twin whose steps write down what they do; the others know nothing of it
   */
  programOf(
    service: CompiledService,
    api: CompiledApi | undefined,
    operation: CompiledOperation | undefined,
    product: CompiledProduct | undefined,
    isTraced?: boolean,
  ): CallProgram
  /**
   * The same for a call that is made inside another one, for which wider scopes have run: the documents of the operation,
   * of its API and, where one is given, of the product.
   */
  innerProgramOf(
    service: CompiledService,
    api: CompiledApi,
    operation: CompiledOperation,
    product: CompiledProduct | undefined,
    isTraced?: boolean,
  ): CallProgram
}

export function createPolicyEngine(services: PolicyServices, log: Log): PolicyEngine {
  const known: CompiledStatements = new WeakMap()
  const compile = (documents: readonly ScopedDocument[], kind: ProgramKind = {}) =>
    compileProgram(toEffectivePolicy(documents), policies, services, { known, ...kind })
  let tracer: ProgramTracer | undefined

  return {
    readDocument(entry, place, previous, definitions) {
      if (entry === undefined) return { document: unwritten(place), uses: nothing }
      const { document, faults, uses } = readPolicy(
        entry.value,
        entry.format,
        place.scope,
        definitions,
        services.expressions,
      )
      if (document === undefined) {
        log.error('A policy document cannot be used; the one before it stays in force.', { ...place, faults })
        return { document: scoped(place, previous?.document), uses }
      }
      const read = scoped(place, document)
      try {
        // Compiled for the sake of its faults: what compiles alone compiles under every parent.
        compile([read])
        return { document: read, uses }
      } catch (error) {
        log.error('A policy document does not compile; the one before it stays in force.', { ...place, error })
        return { document: scoped(place, previous?.document), uses }
      }
    },
    programOf: (service, api, operation, product, isTraced = false) =>
      remembered(service, [service, product, api, operation], isTraced ? 'traced' : 'plain'),
    innerProgramOf: (service, api, operation, product, isTraced = false) =>
      remembered(service, [undefined, product, api, operation], isTraced ? 'traced-inner' : 'inner'),
  }

  /** @param kind tells programs apart that the same part remembers */
  function remembered(
    service: CompiledService,
    [global, product, api, operation]: Parts,
    kind: 'plain' | 'traced' | 'inner' | 'traced-inner',
  ): CallProgram {
    const globalDocument = global?.policy.document
    const productDocument = product?.policy.document
    const apiDocument = api?.policy.document
    const operationDocument = operation?.policy.document
    // Operations without a document of their own share the program of their API, and so on outwards.
    const holder = (operationDocument && operation) ?? (apiDocument && api) ?? (productDocument && product) ?? service
    const isHandshake = api?.matched.properties.type === 'websocket'
    const name = productDocument === undefined ? '' : (product?.name ?? '')
    // An outer scope may hold the program of its WebSocket APIs beside that of the others.
    const key = kind === 'plain' && !isHandshake ? name : `${name}|${kind}${isHandshake ? '|ws' : ''}`
    const known = holder.programs.get(key)
    if (
      known !== undefined &&
      known.globalDocument === globalDocument &&
      known.productDocument === productDocument &&
      known.apiDocument === apiDocument &&
      known.operationDocument === operationDocument
    ) {
      return known.program
    }
    const scopes = [global, product, api, operation].filter((part) => part !== undefined)
    const isTraced = kind === 'traced' || kind === 'traced-inner'
    if (isTraced) tracer ??= createProgramTracer(services)
    const program = compile(
      scopes.map((part) => part.policy),
      { tracer: isTraced ? tracer : undefined, isHandshake },
    )
    holder.programs.set(key, { globalDocument, productDocument, apiDocument, operationDocument, program })
    return program
  }
}

/** Of the scopes of a call, widest first. */
type Parts = readonly [
  CompiledService | undefined,
  CompiledProduct | undefined,
  CompiledApi | undefined,
  CompiledOperation | undefined,
]

const nothing: PolicyUses = { namedValues: new Set(), fragments: new Set() }

/** Of a scope for which no document is written. */
export const unwritten = (place: { readonly scope: PolicyScope; readonly scopeId: string }): ScopedDocument =>
  scoped(place, undefined)

const scoped = (
  { scope, scopeId }: { readonly scope: PolicyScope; readonly scopeId: string },
  document: PolicyDocument | undefined,
): ScopedDocument => Object.freeze({ scope, scopeId, document })
