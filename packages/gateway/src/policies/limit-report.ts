import { headerName, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'

/** Attributes by which rate limits tell how many calls are left. */
export const reportAttributes = {
  'retry-after-header-name': headerName(
    'Header of a refusal that says after how many seconds a call passes again.',
  ).default('Retry-After'),
  'retry-after-variable-name': text('Variable that gets the same number of seconds.').optional(),
  'remaining-calls-header-name': headerName('Header of the response that says how many calls are left.').optional(),
  'remaining-calls-variable-name': text('Variable that gets the number of calls that are left.').optional(),
  'total-calls-header-name': headerName(
    'Header of the response that says how many calls there are in a period.',
  ).optional(),
}

interface ReportSettings {
  readonly 'remaining-calls-header-name': string | undefined
  readonly 'remaining-calls-variable-name': string | undefined
  readonly 'total-calls-header-name': string | undefined
}

/** Tells the caller how many calls are left of the limit that is nearest to its end; undefined when nobody asks. */
export function createReport(settings: ReportSettings) {
  const remainingHeader = settings['remaining-calls-header-name']
  const remainingVariable = settings['remaining-calls-variable-name']
  const totalHeader = settings['total-calls-header-name']
  if (remainingHeader === undefined && remainingVariable === undefined && totalHeader === undefined) return undefined
  return (context: CallContext, remaining: number, total: number): void => {
    if (remainingVariable !== undefined) context.variables.set(remainingVariable, remaining)
    const fields: string[] = []
    if (remainingHeader !== undefined) fields.push(remainingHeader, String(remaining))
    if (totalHeader !== undefined) fields.push(totalHeader, String(total))
    if (fields.length > 0) context.answerHeaders = [...(context.answerHeaders ?? []), ...fields]
  }
}
