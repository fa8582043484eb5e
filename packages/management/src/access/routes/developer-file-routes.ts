import type { ApiProperties, ProductProperties } from '@sluice/contracts'
import { answerExportLink } from '../../exports/answer-export-link.ts'
import { readPublicPath } from '../../exports/read-api-model.ts'
import { gatewayUrlsOf } from '../../services/gateway-urls.ts'
import type { AccessCall, AccessRoute, AccessSurroundings } from '../access-route.ts'
import { definitionFiles } from '../developer/definition-files.ts'
import { isSignInRequired } from '../developer/visible.ts'
import { type Guide, writeGuide } from '../developer/write-guide.ts'
import { readServiceOf } from '../password-sign-in.ts'
import { readIdentityOf } from '../write-user.ts'

const dataVersion = '2022-04-01-preview'
/** A guide of more would be no guide. */
const maxListed = 1000
const fileNames = Object.keys(definitionFiles).map((name) => name.replaceAll('.', '\\.'))

interface ListBody<Properties> {
  readonly value: readonly { readonly name: string; readonly properties: Properties }[]
}

/**
 * Files of the developer portal: definitions of APIs, and a guide for programs that read texts. They show what the data of
 * the portal shows the caller.
 * @param answerData answers calls for that data
 */
export function developerFileRoutes(
  { environment, addresses }: AccessSurroundings,
  answerData: (call: AccessCall) => Promise<Response>,
): readonly AccessRoute[] {
  const { store } = environment

  /** The same caller asks for data. */
  function ask(call: AccessCall, service: string, path: string, query: Readonly<Record<string, string>>) {
    const url = new URL(`/developer${path}`, call.url)
    url.search = String(new URLSearchParams({ ...query, service, 'api-version': dataVersion }))
    return answerData({ ...call, url, request: new Request(url), parameters: {} })
  }

  async function answerDefinition(call: AccessCall): Promise<Response> {
    const { service = '', api = '', file = '' } = call.parameters
    const format = definitionFiles[file] ?? ''
    const answer = await ask(call, service, `/apis/${encodeURIComponent(api)}`, { export: 'true', format })
    if (answer.status !== 200) return answer
    const { value } = (await answer.json()) as { readonly value: { readonly link: string } }
    const link = new URL(value.link).pathname.slice('/exports/'.length)
    const definition = await answerExportLink(environment, addresses(), link)
    const name = `${api.replace(/[^A-Za-z0-9_-]+/g, '-')}-${file}`
    definition.headers.set('Content-Disposition', `attachment; filename="${name}"`)
    definition.headers.set('X-Content-Type-Options', 'nosniff')
    return definition
  }

  async function answerGuide(call: AccessCall, named: string): Promise<Response> {
    const service = (await readIdentityOf(store, named)).name
    const text = writeGuide(await readGuide(call, service))
    return new Response(text, {
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
    })
  }

  async function readGuide(call: AccessCall, service: string): Promise<Guide> {
    const portal = environment.portalUrl() || call.url.origin
    const guide = { service, portal, apis: [], products: [], isSignInRequired: true }
    if (await isSignInRequired(store, service.toLowerCase())) return guide
    // As everybody sees it, whoever asks.
    const visitor: AccessCall = { ...call, actor: undefined, session: undefined }
    const top = { $top: String(maxListed) }
    const apis = (await (await ask(visitor, service, '/apis', top)).json()) as ListBody<ApiProperties>
    const products = (await (await ask(visitor, service, '/products', top)).json()) as ListBody<ProductProperties>
    return {
      ...guide,
      isSignInRequired: false,
      apis: await Promise.all(
        apis.value.map(async ({ name, properties }) => {
          const path = await readPublicPath(store, service, properties)
          return {
            id: name,
            displayName: properties.displayName ?? name,
            description: properties.description ?? undefined,
            addresses: gatewayUrlsOf(addresses(), properties.protocols).map((url) => `${url}/${path}`),
            needsKey: properties.subscriptionRequired,
            keyHeader: properties.subscriptionKeyParameterNames.header,
          }
        }),
      ),
      products: products.value.map(({ name, properties }) => ({
        id: name,
        displayName: properties.displayName,
        description: properties.description ?? undefined,
      })),
    }
  }

  return [
    {
      method: 'GET',
      path: `/developer/:service/apis/:api/:file{${fileNames.join('|')}}`,
      role: 'anonymous',
      isPersonal: true,
      answer: answerDefinition,
    },
    {
      method: 'GET',
      path: '/developer/:service/llms.txt',
      role: 'anonymous',
      answer: (call) => answerGuide(call, call.parameters.service ?? ''),
    },
    {
      method: 'GET',
      path: '/llms.txt',
      role: 'anonymous',
      answer: async (call) => answerGuide(call, await readServiceOf(environment, call.url)),
    },
  ]
}
