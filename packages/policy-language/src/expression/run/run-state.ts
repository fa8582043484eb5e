import type { ObjectOperations, Run } from './run.ts'
import type { ExpressionServices } from './services.ts'

/** What one evaluation may use up. */
export interface ExpressionLimits {
  /** Statements, calls and rounds of loops. */
  readonly maxSteps: number
  /** @see reference: API Management, 3.5 (a loop of more than 5 s is aborted) */
  readonly maxMs: number
  /** Characters and elements made, whether or not they are still used. */
  readonly maxUnits: number
  /** Calls of functions inside one another. */
  readonly maxDepth: number
}

export const defaultLimits: ExpressionLimits = Object.freeze({
  maxSteps: 50_000_000,
  maxMs: 5_000,
  maxUnits: 64_000_000,
  maxDepth: 200,
})

/** An evaluation went beyond a limit. No `catch` of the expression sees it. */
export class ExpressionLimitError extends Error {
  readonly limit: keyof ExpressionLimits

  constructor(limit: keyof ExpressionLimits, message: string) {
    super(message)
    this.name = 'ExpressionLimitError'
    this.limit = limit
  }
}

/** Between looks at the clock, which costs more than most steps. */
const stepsBetweenChecks = 1024

/** The state of one evaluation. */
export class RunState implements Run {
  readonly services: ExpressionServices
  readonly objects: ObjectOperations
  /** What the identifier `context` stands for. */
  readonly context: unknown
  readonly #limits: ExpressionLimits
  #untilCheck = stepsBetweenChecks
  #stepsDone = 0
  #unitsLeft: number
  #depth = 0
  /** Undefined until the first look at the clock: short expressions never ask for it. */
  #deadlineMs: number | undefined

  constructor(context: unknown, services: ExpressionServices, objects: ObjectOperations, limits: ExpressionLimits) {
    this.context = context
    this.services = services
    this.objects = objects
    this.#limits = limits
    this.#unitsLeft = limits.maxUnits
  }

  step(count = 1): void {
    this.#untilCheck -= count
    if (this.#untilCheck <= 0) this.#check()
  }

  charge(units: number): void {
    this.#unitsLeft -= units
    if (this.#unitsLeft < 0) {
      const what = `The expression made more than ${this.#limits.maxUnits} characters and elements.`
      throw new ExpressionLimitError('maxUnits', what)
    }
  }

  /** A function is entered; `leave` must follow, whatever happens. */
  enter(): void {
    this.step()
    this.#depth++
    if (this.#depth > this.#limits.maxDepth) {
      throw new ExpressionLimitError(
        'maxDepth',
        `Functions call one another more than ${this.#limits.maxDepth} levels deep.`,
      )
    }
  }

  leave(): void {
    this.#depth--
  }

  #check(): void {
    this.#stepsDone += stepsBetweenChecks - this.#untilCheck
    this.#untilCheck = stepsBetweenChecks
    if (this.#stepsDone > this.#limits.maxSteps) {
      throw new ExpressionLimitError('maxSteps', `The expression took more than ${this.#limits.maxSteps} steps.`)
    }
    const now = this.services.monotonicMs()
    this.#deadlineMs ??= now + this.#limits.maxMs
    if (now > this.#deadlineMs) {
      throw new ExpressionLimitError('maxMs', `The expression ran longer than ${this.#limits.maxMs} ms.`)
    }
  }
}
