import { PolicyEditor } from '../policies/PolicyEditor.tsx'
import { useProduct } from './product-context.ts'

/** What runs for every call under a product. */
export function ProductPolicies() {
  const { id } = useProduct()
  return <PolicyEditor path={id} scope="product" />
}
