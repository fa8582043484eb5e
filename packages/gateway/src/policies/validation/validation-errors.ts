import { AppError } from '@sluice/contracts/errors'
import { choice, text } from '../../pipeline/attributes.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import type { Telemetry } from '../../pipeline/telemetry.ts'

export const validationActions = ['ignore', 'prevent', 'detect'] as const
export type ValidationAction = (typeof validationActions)[number]

/** An attribute that says what happens to what does not fit. */
export const action = (help: string) => choice(help, validationActions).orExpression()

export const errorsVariable = text('Variable that gets the list of errors.', { isTrimmed: true }).optional()

/** One thing that does not fit, as `errors-variable-name` and `context.LastError` show it. */
export interface ValidationError {
  readonly name: string
  readonly type:
    | 'RequestBody'
    | 'ResponseBody'
    | 'QueryParameter'
    | 'PathParameter'
    | 'RequestHeader'
    | 'ResponseHeader'
    | 'StatusCode'
    | 'ApiSchema'
  readonly validationRule:
    | 'SizeLimit'
    | 'Unspecified'
    | 'MissingDefinition'
    | 'IncorrectMessage'
    | 'RequestException'
    | ''
  readonly details: string
  readonly action: ValidationAction
}

/**
 * Tells what was found: in the trace, in the variable, and where something is to be prevented, by refusing the call.
 * @throws AppError `RequestNotValid` or `ResponseNotValid`
 */
export function reportErrors(
  found: readonly ValidationError[],
  context: CallContext,
  options: {
    readonly policy: string
    readonly variable: string | undefined
    readonly isOfRequest: boolean
    readonly telemetry: Telemetry
  },
): void {
  const errors = found.filter((error) => error.action !== 'ignore')
  if (errors.length === 0) return
  const { policy, variable, isOfRequest, telemetry } = options
  for (const { details, name, type, validationRule, action: taken } of errors) {
    const metadata = { name, type, validationRule, action: taken }
    telemetry.trace({ source: policy, severity: 'information', message: details, metadata }, context)
  }
  if (variable !== undefined) {
    const before = context.variables.get(variable)
    context.variables.set(variable, Object.freeze([...(Array.isArray(before) ? before : []), ...errors]))
  }
  const prevented = errors.find((error) => error.action === 'prevent')
  if (prevented === undefined) return
  throw new AppError(isOfRequest ? 'RequestNotValid' : 'ResponseNotValid', { details: prevented.details })
}
