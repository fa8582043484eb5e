import { ApiError, isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'

/**
 * Makes sure that nothing is at a path before something new is put there: a PUT would write over it.
 * @param field of the form that the path was made of
 * @throws ApiError with the message as a fault of that field
 */
export async function assertFree(path: string, field: string, message: string): Promise<void> {
  try {
    await readResource(path)
  } catch (error) {
    if (isNotFound(error)) return
    throw error
  }
  const code = 'IdentifierTaken'
  throw new ApiError({ status: 409, code, message, faults: [{ code, target: `properties.${field}`, message }] })
}
