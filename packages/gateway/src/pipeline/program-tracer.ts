import type { PlacedStatement } from '@sluice/policy-language'
import type { CompiledExpression } from './expressions.ts'
import type { PolicyServices } from './policy-services.ts'
import type { Step, StepList } from './step.ts'

/** Makes the steps of a program write down what they do. A program that is compiled without one has nothing of it. */
export interface ProgramTracer {
  statement(placed: PlacedStatement): StatementTracer
  /** The steps of on-error, before which the failure itself is written down. */
  onError(list: StepList): StepList
}

export interface StatementTracer {
  /** What the policy of this statement may use. */
  readonly services: PolicyServices
  expression(text: string, compiled: CompiledExpression): CompiledExpression
  /** @param holdsStatements whether there are statements inside it, which tell themselves what they change */
  step(step: Step, holdsStatements: boolean): Step
}
