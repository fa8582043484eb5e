import type { ProductProperties } from '@sluice/contracts'
import { type Resource, readResource } from '../../shared/api-client/resource.ts'
import { runAll } from '../../shared/api-client/run-all.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { productWords } from './product-words.ts'

export type Product = Resource<ProductProperties>

/** Publishes products and takes them back, with messages about how it went. */
export function useProductActs() {
  const words = useWords(productWords)
  const messages = useMessages()
  const { mutateAsync, isPending } = useArmChange()
  const setState = async (products: readonly Product[], state: ProductProperties['state']) => {
    const failures = await runAll(products, async ({ id }) => {
      const { entityTag } = await readResource(id)
      await mutateAsync({ path: id, method: 'PATCH', ifMatch: entityTag, body: { properties: { state } } })
    })
    const isPublishing = state === 'published'
    for (const { item, error } of failures) {
      messages.failed(
        words(isPublishing ? 'publishFailed' : 'unpublishFailed', { name: item.properties.displayName }),
        error,
      )
    }
    const done = products.filter((product) => !failures.some(({ item }) => item === product))
    const [first, ...rest] = done
    if (first === undefined) return
    const name = first.properties.displayName
    if (rest.length > 0) messages.done(words('bulkDone', { count: done.length }))
    else messages.done(words(isPublishing ? 'publishedNow' : 'unpublishedNow', { name }))
  }
  return {
    isPending,
    publish: (products: readonly Product[]) => setState(products, 'published'),
    unpublish: (products: readonly Product[]) => setState(products, 'notPublished'),
  }
}
