import { AppError } from '@sluice/contracts'
import { answerSource } from '../../arm/answer-lists.ts'
import { declaredAt } from '../../arm/find-declaration.ts'
import { serviceKey } from '../../arm/identity.ts'
import { splitPath } from '../../arm/path-pattern.ts'
import type { ResourceRequest } from '../../arm/resource-request.ts'
import type { ManagementEnvironment } from '../../environment.ts'
import { answerByTag } from '../../routes/resources-by-tag.ts'
import { apiFields, productFields } from '../../routes/tag-lists.ts'
import { namedAddresses, readAddressNames, type ServiceAddresses } from '../../services/service-addresses.ts'
import { answerHostnames } from './answer-hostnames.ts'
import { inCatalogue, isApiShown, toCondition, type Visible } from './visible.ts'
import { withoutInternals } from './without-internals.ts'

/** What of an API and a product developers may read as it is, besides the thing itself. */
const readableBelow =
  /^(?:\/apis\/[^/]+(?:\/(?:operations|tools|schemas|releases|tagDescriptions)(?:\/[^/]+)?)?|\/products\/[^/]+)$/i

export interface CatalogueSurroundings {
  readonly environment: ManagementEnvironment
  /** Addresses of the gateway, as pages show them. */
  readonly addresses: () => ServiceAddresses
  /** The management API itself. */
  answerResource(call: ResourceRequest): Promise<Response>
}

/**
 * Products and APIs as the caller sees them.
 * @param call with the rights that it takes, after sign-in was checked
 * @see reference: API Management, 5.3
 */
export async function answerCatalogue(
  around: CatalogueSurroundings,
  call: ResourceRequest,
  visible: Visible,
): Promise<Response> {
  const { environment } = around
  const { path, service } = call
  // A filter on what is not shown would tell it letter by letter, and so would an order.
  for (const name of ['$filter', '$orderby']) {
    if (!/serviceUrl/i.test(call.url.searchParams.get(name) ?? '')) continue
    throw new AppError('InvalidQueryParameter', { name, reason: "'serviceUrl' cannot be used here." })
  }
  const noRoute = () => new AppError('RouteNotFound', { path: `/developer${path}` })
  const [kind = '', id, below] = splitPath(path.toLowerCase())
  if (id === undefined) return (await answerWhole(around, call, visible, kind)) ?? Promise.reject(noRoute())
  if (kind === 'apis' && !(await isApiShown(environment.store, service.name, visible, id))) throw noRoute()
  if (kind === 'products' && visible.products?.has(id) === false) throw noRoute()
  if (/^\/products\/[^/]+\/apis$/i.test(path)) {
    const from = { linkedFrom: `${serviceKey(service.name)}${path.toLowerCase()}` }
    return withoutInternals(
      await answerSource(environment, call, declaredAt('/apis/{apiId}'), { from, where: inCatalogue }),
    )
  }
  if (/^\/apis\/[^/]+\/hostnames$/i.test(path)) {
    const toName = await readAddressNames(environment.store)
    return answerHostnames(environment.store, call, namedAddresses(around.addresses(), service.name, toName))
  }
  if (/^\/apis\/[^/]+\/products$/i.test(path)) {
    const where = toCondition(visible.products)
    const api = `${serviceKey(service.name)}/apis/${id}`
    const source = { from: { linkingTo: api, under: 'apis' }, ...(where === undefined ? {} : { where }) }
    return withoutInternals(await answerSource(environment, call, declaredAt('/products/{productId}'), source))
  }
  const isReadable = readableBelow.test(path) || (kind === 'apis' && below === 'operationsbytags')
  if (!isReadable) throw noRoute()
  return withoutInternals(await around.answerResource({ ...call, isForDevelopers: true }))
}

/** The lists of the whole catalogue; undefined = it is none of them. */
async function answerWhole(
  { environment }: CatalogueSurroundings,
  call: ResourceRequest,
  visible: Visible,
  kind: string,
): Promise<Response | undefined> {
  const context = { ...call, environment, identifiers: {} }
  const isShown = (names: ReadonlySet<string> | undefined) => ({ isShown: (name: string) => names?.has(name) ?? true })
  switch (kind) {
    case 'apis': {
      const terms = [toCondition(visible.apis), inCatalogue].filter((term) => term !== undefined)
      const asked = await declaredAt('/apis/{apiId}').listSource?.({
        service: call.service,
        query: call.url.searchParams,
        key: `${serviceKey(call.service.name)}/apis`,
        reader: environment.store,
      })
      const from = asked?.from ?? { collection: `${serviceKey(call.service.name)}/apis` }
      const where = { kind: 'and' as const, terms: [...terms, ...(asked?.where === undefined ? [] : [asked.where])] }
      return withoutInternals(await answerSource(environment, call, declaredAt('/apis/{apiId}'), { from, where }))
    }
    case 'products': {
      const where = toCondition(visible.products)
      const from = { collection: `${serviceKey(call.service.name)}/products` }
      const source = where === undefined ? { from } : { from, where }
      return withoutInternals(await answerSource(environment, call, declaredAt('/products/{productId}'), source))
    }
    case 'apisbytags':
      return withoutInternals(
        Response.json(
          await answerByTag(context, {
            kinds: ['api'],
            filterable: apiFields,
            includeUntagged: 'includeNotTaggedApis',
            where: inCatalogue,
            ...isShown(visible.apis),
          }),
        ),
      )
    case 'productsbytags':
      return withoutInternals(
        Response.json(
          await answerByTag(context, {
            kinds: ['product'],
            filterable: productFields,
            includeUntagged: 'includeNotTaggedProducts',
            ...isShown(visible.products),
          }),
        ),
      )
    default:
      return undefined
  }
}
