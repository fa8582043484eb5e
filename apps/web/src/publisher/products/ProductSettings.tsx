import type { ProductProperties } from '@sluice/contracts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { ProductFields } from './ProductFields.tsx'
import { useProduct } from './product-context.ts'
import { fromProduct, productValues, toProduct } from './product-values.ts'
import { productWords } from './product-words.ts'

/** Name, terms and rules of a product. */
export function ProductSettings() {
  const words = useWords(productWords)
  const { id, properties, entityTag } = useProduct()
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('publisher')
  return (
    <ResourceForm
      schema={productValues}
      saved={fromProduct(properties)}
      draftName={`product ${id}`}
      fieldLabels={{
        displayName: words('displayName'),
        description: words('descriptionField'),
        terms: words('terms'),
        subscriptionRequired: words('subscriptionRequired'),
        approvalRequired: words('approvalRequired'),
        subscriptionsLimit: words('subscriptionsLimit'),
      }}
      versions={{ entityTag, load: async () => fromProduct((await readResource<ProductProperties>(id)).properties) }}
      onSave={(values, ifMatch) =>
        mutateAsync({
          path: id,
          method: 'PATCH',
          ifMatch,
          body: { properties: toProduct(values) },
        })
      }
    >
      {(form) => <ProductFields form={form} isDisabled={!mayChange} />}
    </ResourceForm>
  )
}
