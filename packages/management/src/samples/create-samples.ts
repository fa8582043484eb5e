import type { JsonObject, Transaction } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'
import { putAt } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { administratorId } from '../resources/users.ts'
import { azuremlDemoApi } from './azureml-demo-api.ts'
import { echoApi } from './echo-api.ts'
import { sampleDemoProducts, sampleProducts } from './sample-products.ts'

/** What the samples are put into. */
export interface SampleContext {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly service: ServiceIdentity
}

/** Echo API, the products Starter and Unlimited, and the administrator's subscriptions. @see reference: API Management, 1.15 */
export async function createSamples(
  { environment, transaction, service }: SampleContext,
  options: { readonly starterKey?: string; readonly hasDemoApi?: boolean } = {},
): Promise<void> {
  const put = (path: string, properties: JsonObject) =>
    putAt({ environment, transaction, service, path, query: new URLSearchParams(), ifMatch: null }, properties)
  const demo = options.hasDemoApi === true ? { apis: azuremlDemoApi, products: sampleDemoProducts } : undefined
  const resources = [...echoApi, ...(demo?.apis ?? []), ...sampleProducts, ...(demo?.products ?? [])]
  for (const [path, properties] of resources) await put(path, properties)
  for (const product of ['starter', 'unlimited']) {
    const key = product === 'starter' ? options.starterKey : undefined
    await put(`/subscriptions/administrator-${product}`, {
      scope: `/products/${product}`,
      ownerId: `/users/${administratorId}`,
      state: 'active',
      ...(key === undefined ? {} : { primaryKey: key }),
    })
  }
}
