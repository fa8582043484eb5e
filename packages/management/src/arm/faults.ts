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
  const result = contract.safeParse(value, { error: describe })
  if (result.success) return result.data
  throw new AppError(
    'ValidationError',
    {},
    {
      faults: result.error.issues.map((issue) => {
        const target = [root, ...issue.path.map(String)].filter((part) => part !== '').join('.')
        return fieldFault(target, `'${nameIn(target)}' ${issue.message}.`)
      }),
    },
  )
}

/** The last name of a path, with the place in a list: `protocols.0`. */
const nameIn = (target: string): string => /[^.]*(?:\.\d+)*$/.exec(target)?.[0] ?? target

/** What a value must be, in words that go on after its name; where a contract says it itself, that stands. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      // Only here the value is at hand: a missing one and one of another type are told apart.
      if (issue.input === undefined) return 'is required'
      return `must be ${typeNames[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      if (issue.input === undefined) return 'is required'
      return `must be one of ${issue.values.map((value) => `'${String(value)}'`).join(', ')}`
    case 'too_small':
      return `must ${toMeasure(issue.origin, 'at least', issue.minimum)}`
    case 'too_big':
      return `must ${toMeasure(issue.origin, 'at most', issue.maximum)}`
    default:
      return undefined
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  record: 'an object',
}

function toMeasure(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`
  return `be ${bound} ${limit}`
}
