import type { ProductProperties } from '@sluice/contracts'
import { createContext, use } from 'react'
import type { ReadResource } from '../../shared/api-client/resource.ts'

export const ProductContext = createContext<ReadResource<ProductProperties> | undefined>(undefined)

/** The product that the page is about. */
export function useProduct(): ReadResource<ProductProperties> {
  const product = use(ProductContext)
  if (product === undefined) throw new Error('No product is open around this component.')
  return product
}
