import { policyScopes } from '@sluice/policy-language'
import { readBodyText, replaceBody } from '../pipeline/body-text.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { originalUrlOf, urlText } from '../pipeline/call-urls.ts'
import { definePolicy } from '../pipeline/define-policy.ts'

const encoder = new TextEncoder()
const linkHeaders = ['Location', 'Content-Location']

/** Bodies in which a URL can stand. */
const isText = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^\s*(?:text\/|[^;]*(?:json|xml|javascript|x-www-form-urlencoded))/i.test(contentType)

/**
 * Makes links of the backend lead to the gateway, in the body and in Location; in inbound the other way round.
 * @see reference: API Management, 3.3
 */
export const redirectContentUrls = definePolicy({
  name: 'redirect-content-urls',
  summary: 'Makes links of the backend in responses lead to the gateway; in requests the other way round.',
  category: 'Transformation',
  snippet: '<redirect-content-urls />',
  sections: ['inbound', 'outbound'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  compile(_settings, _services, { section }) {
    const isOutbound = section === 'outbound'
    return (context) => {
      const backend = context.request.backendUrl?.replace(/\/+$/, '')
      if (backend === undefined) return
      const gateway = gatewayUrl(context)
      const [from, to] = isOutbound ? [backend, gateway] : [gateway, backend]
      const message = isOutbound ? context.response : context.request
      for (const name of linkHeaders) {
        const value = message.headers.get(name)
        if (value?.includes(from)) message.headers.set(name, [value.replaceAll(from, () => to)])
      }
      if (message.body.kind === 'none' || !isText(message.headers.get('Content-Type'))) return
      return replace()

      async function replace(): Promise<void> {
        const body = await readBodyText(message, 'redirect-content-urls')
        if (body?.includes(from)) replaceBody(message, encoder.encode(body.replaceAll(from, () => to)))
      }
    }
  },
})

/** Up to where the operation's part of the path begins. */
function gatewayUrl(context: CallContext): string {
  const url = originalUrlOf(context)
  const path = url.path.slice(0, url.path.length - context.operationPath.length)
  return urlText({ ...url, path, query: '' }).replace(/\/+$/, '')
}
