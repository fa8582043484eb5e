import {
  attributeOf,
  type EffectivePolicy,
  type PlacedStatement,
  withPaths,
  type XmlElement,
} from '@sluice/policy-language'
import type { ExpressionPlace } from './attributes.ts'
import type { Policy } from './define-policy.ts'
import type { ExpressionReads } from './expressions.ts'
import type { PolicyServices } from './policy-services.ts'
import type { ProgramTracer } from './program-tracer.ts'
import type { CallProgram, Step, StepList, StepOrigin } from './step.ts'
import { readBodies } from './value.ts'

/** How a program differs from the plain one of its documents. */
export interface ProgramKind {
  /** For a program that writes down what it does; the steps of any other one know nothing of it. */
  readonly tracer?: ProgramTracer | undefined
  /** Whether it is for handshakes of WebSockets: policies that are of no use there are left out. */
  readonly isHandshake?: boolean
  /** Steps of plain programs, by the statements they were made of; they are taken from there and put there. */
  readonly known?: CompiledStatements
}

/** Steps hold no state of calls: one that was compiled serves every program that has its statement in its place. */
export type CompiledStatements = WeakMap<XmlElement, CompiledStatement>

interface CompiledStatement {
  readonly step: Step
  readonly origin: StepOrigin
  readonly scopeId: string
}

/**
 * Compiles merged documents, which were checked, into the flat lists of steps of a call. The result holds no state of
 * its own, so that operations with the same documents can share it.
 */
export function compileProgram(
  effective: EffectivePolicy,
  registry: Readonly<Record<string, Policy>>,
  services: PolicyServices,
  { tracer, isHandshake = false, known }: ProgramKind = {},
): CallProgram {
  const plain = tracer === undefined && !isHandshake ? known : undefined

  const compileList = (placed: readonly PlacedStatement[]): StepList => {
    const steps: Step[] = []
    const origins: StepOrigin[] = []
    for (const statement of placed) {
      const compiled = knownStatement(plain, statement) ?? compileStatement(statement)
      if (compiled === undefined) continue
      plain?.set(statement.statement, compiled)
      steps.push(compiled.step)
      origins.push(compiled.origin)
    }
    return Object.freeze({ steps: Object.freeze(steps), origins: Object.freeze(origins) })
  }

  /** @returns undefined where a handshake has no use for it */
  const compileStatement = (statement: PlacedStatement): CompiledStatement | undefined => {
    const { name } = statement.statement
    const policy = Object.hasOwn(registry, name) ? registry[name] : undefined
    if (policy === undefined) throw new Error(`There is no policy '${name}'; documents are checked before.`)
    if (isHandshake && policy.declaration.isUsableAtHandshake === false) return undefined
    const traced = tracer?.statement(statement)
    let holdsStatements = false
    const compileStatements = (parent: XmlElement, path: string): StepList => {
      holdsStatements = true
      return compileList(
        withPaths(parent, path).map(([child, childPath]) => ({ ...statement, statement: child, path: childPath })),
      )
    }
    const { expressions } = services
    let reads: ExpressionReads = { requestBody: false, responseBody: false }
    const compileExpression: ExpressionPlace['compileExpression'] = (text, expects) => {
      const untraced = expressions.compile(text, expects)
      const compiled = traced?.expression(text, untraced) ?? untraced
      reads = {
        requestBody: reads.requestBody || compiled.reads.requestBody,
        responseBody: reads.responseBody || compiled.reads.responseBody,
      }
      return compiled
    }
    try {
      const place = { statement, path: statement.path, compileStatements, expressions, compileExpression }
      const step = withBodies(policy.compile(place, traced?.services ?? services), reads)
      return Object.freeze({
        step: traced?.step(step, holdsStatements) ?? step,
        origin: originOf(statement),
        scopeId: statement.scopeId,
      })
    } catch (error) {
      throw error instanceof PolicyNotCompiled ? error : new PolicyNotCompiled(statement, error)
    }
  }

  const inbound = compileList(effective.inbound)
  return Object.freeze({
    inbound,
    preflights: inbound.steps.flatMap(({ preflight }) => preflight ?? []),
    backend: compileList(effective.backend),
    outbound: compileList(effective.outbound),
    onError:
      tracer === undefined ? compileList(effective['on-error']) : tracer.onError(compileList(effective['on-error'])),
  })
}

/** A fragment's statement stands in many places, and its step is that of the place where it was compiled last. */
function knownStatement(known: CompiledStatements | undefined, statement: PlacedStatement) {
  const found = known?.get(statement.statement)
  if (found === undefined || found.scopeId !== statement.scopeId) return undefined
  const { scope, section, path } = found.origin
  return scope === statement.scope && section === statement.section && path === statement.path ? found : undefined
}

const originOf = ({ statement, scope, scopeId, section, path }: PlacedStatement): StepOrigin =>
  Object.freeze({
    policy: statement.name,
    policyId: attributeOf(statement, 'id'),
    ...{ scope, section, path, scopeId },
    position: statement.position,
    fragment: statement.fragment,
  })

/** A statement whose expressions read bodies runs when those are in memory; all others pay nothing. */
function withBodies(step: Step, reads: ExpressionReads): Step {
  if (!reads.requestBody && !reads.responseBody) return step
  const waiting: Step = (context) => {
    const reading = readBodies(context, reads)
    return reading === undefined ? step(context) : reading.then(() => step(context))
  }
  return step.preflight === undefined ? waiting : Object.assign(waiting, { preflight: step.preflight })
}

/**
 * Says which policy does not compile and where in the code, never in what words: those may hold settings, and in them
 * named values that are secret.
 */
class PolicyNotCompiled extends Error {
  constructor({ statement, scope, section, path }: PlacedStatement, cause: unknown) {
    super(`The policy '${statement.name}' does not compile (scope ${scope}, section ${section}, ${path}).`)
    this.name = 'PolicyNotCompiled'
    this.stack = `${this.name}: ${this.message}${framesOf(cause)}`
  }
}

/** The stack of an error without its message. */
function framesOf(error: unknown): string {
  const { stack = '' } = error instanceof Error ? error : {}
  const head = String(error)
  return stack.startsWith(head) ? stack.slice(head.length) : ''
}
