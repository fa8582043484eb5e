import type { Span } from '@sluice/platform'
import type { CallContext } from '../pipeline/call-context.ts'

/** Names a call's span after the operation that it met, and says what the gateway made of it. Nothing of its content. */
export function describeCallSpan(context: CallContext, span: Span): void {
  const { call, service, api, operation, product, subscription, lastError, request } = context
  if (operation !== undefined && api !== undefined) {
    // Without the parameters of the query that a template may name.
    const [template = ''] = operation.properties.urlTemplate.split('?', 1)
    const route = `/${api.properties.path}${template}`.replace(/\/{2,}/g, '/')
    span.rename(`${call.method} ${route}`)
    span.set({ 'http.route': route })
  }
  span.set({
    'sluice.request_id': context.requestId,
    'sluice.service': service.id,
    'sluice.api': api?.id,
    'sluice.operation': operation?.id,
    'sluice.product': product?.id,
    'sluice.subscription': subscription?.id,
    'sluice.backend': request.backendMember === undefined ? undefined : hostOf(request.backendUrl),
    'sluice.error.source': lastError?.source,
    'sluice.error.reason': lastError?.reason,
  })
}

const hostOf = (url: string | undefined): string | undefined => URL.parse(url ?? '')?.host

/** What the log says of the trace that a call belongs to; nothing where nobody follows it. */
export const traceOf = ({ call: { span } }: CallContext): { readonly traceId?: string; readonly spanId?: string } =>
  span === undefined ? {} : { traceId: span.traceId, spanId: span.spanId }
