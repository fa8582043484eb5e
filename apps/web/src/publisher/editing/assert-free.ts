import { ApiError, isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { translate } from '../../shared/languages/words.ts'
import { editingWords } from './editing-words.ts'

/**
 * A PUT changes what is there: whoever means to add something must not write over what has the same name.
 * @param target property of the form that the name stands in
 * @throws ApiError with the fault at that property
 */
export async function assertFree(path: string, name: string, target: string): Promise<void> {
  try {
    await readResource(path)
  } catch (error) {
    if (isNotFound(error)) return
    throw error
  }
  const message = translate(editingWords, 'alreadyThere', { name })
  throw new ApiError({
    status: 409,
    code: 'ValidationError',
    message,
    faults: [{ code: 'ValidationError', target: `properties.${target}`, message }],
  })
}
