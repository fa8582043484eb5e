import { AppError, type ErrorParameters, isAppError, type ModuleErrorCode } from '@sluice/contracts'

/**
 * Does work on a piece of a table. Errors of modules count rows from the first of what they got, as the parameter `row`;
 * here they come to count in the whole table.
 * @param count rows of the table before the piece
 */
export async function withRowsBefore<Result>(count: number, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw count > 0 && isAppError(error) && hasRow(error.parameters) ? moved(error, error.parameters, count) : error
  }
}

const hasRow = (parameters: object): parameters is { readonly row: number } =>
  'row' in parameters && typeof parameters.row === 'number'

function moved({ code, target, faults, cause }: AppError, parameters: { readonly row: number }, count: number) {
  const inWhole = { ...parameters, row: parameters.row + count } as ErrorParameters<ModuleErrorCode>
  return new AppError(code as ModuleErrorCode, inWhole, {
    ...(cause !== undefined && { cause }),
    ...(target !== undefined && { target }),
    faults,
  })
}
