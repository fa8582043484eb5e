import { ApiError, isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { translate, useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { addWords } from './add/add-words.ts'
import { apiPath } from './api-view.ts'
import { fieldsWords } from './fields-words.ts'
import type { Product } from './use-products.ts'

/**
 * Makes a new API and puts it into products. A product that does not take it is told of; the API stays.
 * @throws ApiError with a fault at `identifier` where an API has it already
 */
export function useCreateApi(products: readonly Product[]) {
  const service = useService()
  const words = useWords(addWords)
  const messages = useMessages()
  const change = useArmChange()
  return async (identifier: string, properties: unknown, into: readonly string[]): Promise<void> => {
    const path = apiPath(service.id, identifier)
    // A PUT would change the one that is there.
    await assertFree(path)
    await change.mutateAsync({ path, method: 'PUT', body: { properties } })
    for (const product of into) {
      try {
        const link = `${service.id}/products/${product}/apis/${identifier}`
        await change.mutateAsync({ path: link, method: 'PUT', touches: [`${path}/products`] })
      } catch (error) {
        const name = products.find((one) => one.name === product)?.properties.displayName ?? product
        messages.failed(words('notInProduct', { product: name }), error)
      }
    }
  }
}

async function assertFree(path: string): Promise<void> {
  try {
    await readResource(path)
  } catch (error) {
    if (isNotFound(error)) return
    throw error
  }
  const message = translate(fieldsWords, 'identifierTaken')
  const fault = { code: 'ValidationError', target: 'identifier', message }
  throw new ApiError({ status: 409, code: 'ValidationError', message, faults: [fault] })
}
