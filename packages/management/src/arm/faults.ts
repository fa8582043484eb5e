import { AppError, type Fault } from '@sluice/contracts'
import type * as z from 'zod'

/** One fault of a resource, with the path of its field. */
export const fieldFault = (target: string, message: string): Fault => ({ code: 'ValidationError', target, message })

/** @throws AppError `ValidationError` when there are any */
export function assertNoFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new AppError('ValidationError', {}, { faults })
}

/**
 * Reads a value by its contract.
 * @throws AppError `ValidationError` with every fault and its path
 */
export function parseContract<Contract extends z.ZodType>(
  contract: Contract,
  value: unknown,
  root: string,
): z.infer<Contract> {
  const result = contract.safeParse(value)
  if (result.success) return result.data
  throw new AppError(
    'ValidationError',
    {},
    {
      faults: result.error.issues.map((issue) => {
        const target = [root, ...issue.path.map(String)].filter((part) => part !== '').join('.')
        return fieldFault(target, toSentence(target, issue))
      }),
    },
  )
}

function toSentence(target: string, issue: z.core.$ZodIssue): string {
  const name = target.slice(target.lastIndexOf('.') + 1)
  if (issue.code === 'invalid_type' && issue.input === undefined) return `'${name}' is required.`
  const text = issue.message.charAt(0).toLowerCase() + issue.message.slice(1)
  return `'${name}' is not valid: ${text}.`
}
