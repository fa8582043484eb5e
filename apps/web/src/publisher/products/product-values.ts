import type { ProductProperties } from '@sluice/contracts'
import * as z from 'zod'
import { translate } from '../../shared/languages/words.ts'
import { productWords } from './product-words.ts'

/** What people set of a product, as fields hold it. */
export const productValues = z.object({
  displayName: z
    .string()
    .max(300)
    .refine((text) => text.trim() !== '', { error: () => translate(productWords, 'nameNeeded') }),
  description: z.string().max(1000),
  terms: z.string(),
  subscriptionRequired: z.boolean(),
  approvalRequired: z.boolean(),
  subscriptionsLimit: z
    .int()
    .min(1, { error: () => translate(productWords, 'limitTooSmall') })
    .nullable(),
})
export type ProductValues = z.infer<typeof productValues>

export const newProduct: ProductValues = {
  displayName: '',
  description: '',
  terms: '',
  subscriptionRequired: true,
  approvalRequired: false,
  subscriptionsLimit: null,
}

export const fromProduct = (product: ProductProperties): ProductValues => ({
  displayName: product.displayName,
  description: product.description ?? '',
  terms: product.terms ?? '',
  subscriptionRequired: product.subscriptionRequired,
  approvalRequired: product.approvalRequired ?? false,
  subscriptionsLimit: product.subscriptionsLimit ?? null,
})

/** Nothing can be approved or counted where there are no subscriptions. */
export const toProduct = (values: ProductValues) => ({
  displayName: values.displayName.trim(),
  description: values.description.trim() || null,
  terms: values.terms.trim() || null,
  subscriptionRequired: values.subscriptionRequired,
  approvalRequired: values.subscriptionRequired && values.approvalRequired,
  subscriptionsLimit: values.subscriptionRequired ? values.subscriptionsLimit : null,
})
