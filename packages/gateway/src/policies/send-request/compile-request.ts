import { AppError } from '@sluice/contracts/errors'
import { hostAndPort, type JudgeElement } from '@sluice/policy-language'
import type { PolicyRequest } from '../../outgoing/send-request.ts'
import { choice, seconds, text } from '../../pipeline/attributes.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import { requestUrlOf, urlText } from '../../pipeline/call-urls.ts'
import { element, elements, many, one, textContent } from '../../pipeline/element-spec.ts'
import type { ExpressionCompiler } from '../../pipeline/expressions.ts'
import { createHeaderList } from '../../pipeline/header-list.ts'
import type { Value } from '../../pipeline/value.ts'
import { basicAuthorization, basicElement } from '../authentication-basic.ts'
import { certificateElement, clientCertificateOf } from '../authentication-certificate.ts'
import { proxyElement, proxyOf } from '../proxy.ts'
import { bodyElement, compileBody } from '../set-body.ts'
import { compileHeaderChange, headerElement } from '../set-header.ts'
import { methodText, toMethod } from '../set-method.ts'

export const requestAttributes = {
  mode: choice('Whether the request is made anew, or a copy of the one that came in.', ['new', 'copy'])
    .orExpression()
    .default('new'),
  timeout: seconds('Seconds to wait for the whole answer.', { min: 1, max: 600 }).orExpression().default(60),
}

const absoluteUrl = new RegExp(`^https?://${hostAndPort}(?:[/?#].*)?$`, 'i')

/** An expression that gives another text fails the sending, which `ignore-error` covers. */
const judgeUrl: JudgeElement = ({ text: url }) =>
  url === undefined || absoluteUrl.test(url.trim())
    ? []
    : [{ what: 'The text is no absolute URL that begins with http:// or https://' }]

/** Only a copy knows by itself where it goes. */
export const judgeRequest: JudgeElement = ({ constantOf, hasChild }) =>
  constantOf('mode')?.trim() === 'new' && !hasChild('set-url')
    ? [{ what: "The element 'set-url' is missing: a new request must say where it goes" }]
    : []

/** What stands inside `send-request` and `send-one-way-request`. */
export const requestContent = elements({
  'set-url': one(
    'Where the request goes; a copy goes where the one that came in would.',
    element({ content: textContent(text('An absolute URL.', { isTrimmed: true }).orExpression()), judge: judgeUrl }),
  ),
  'set-method': one(
    'Method of the request; GET where nothing is written.',
    element({ content: textContent(methodText.orExpression()) }),
  ),
  'set-header': many('A header of the request.', headerElement),
  'set-body': one('Body of the request.', bodyElement),
  'authentication-basic': one('User name and password that are shown.', basicElement),
  'authentication-certificate': one('Certificate of the instance that is shown.', certificateElement),
  proxy: one('Proxy through which the connection is opened.', proxyElement),
})

type RequestChildren = ReturnType<(typeof requestContent)['read']>['children']

interface RequestSettings {
  readonly mode: Value<'new' | 'copy'>
  readonly timeout: Value<number>
  readonly children: RequestChildren
}

/** Makes the request of a statement for a call. */
export function compileRequest(
  { mode, timeout, children }: RequestSettings,
  expressions: ExpressionCompiler,
): (context: CallContext) => Promise<PolicyRequest> {
  const { 'set-url': url, 'set-method': method, 'set-body': body, 'authentication-basic': basic } = children
  const changes = children['set-header'].map(compileHeaderChange)
  const makeBody = body && compileBody(body, expressions, 'request')
  return async (context) => {
    const isCopy = mode(context) === 'copy'
    const headers = createHeaderList(isCopy ? withoutHost(context.request.headers.toArray()) : [])
    for (const change of changes) change(context, headers)
    if (basic !== undefined) headers.set('Authorization', [basicAuthorization(basic, context)])
    const made = makeBody === undefined ? undefined : await makeBody(context)
    const copied = isCopy && makeBody === undefined && context.request.body.kind !== 'none'
    return {
      url: url?.text(context) ?? ownUrl(isCopy, context),
      method: method === undefined ? (isCopy ? context.request.method : 'GET') : toMethod(method.text(context)),
      headers: headers.toArray(),
      body: copied ? await context.request.readBody() : made,
      timeoutMs: timeout(context) * 1000,
      ...connectionOf(children, context),
    }
  }
}

function connectionOf(
  { 'authentication-certificate': certificate, proxy }: RequestChildren,
  context: CallContext,
): Pick<PolicyRequest, 'connection'> {
  if (certificate === undefined && proxy === undefined) return {}
  const clientCertificate = certificate && clientCertificateOf(certificate, context)
  return {
    connection: {
      ...(clientCertificate === undefined ? {} : { clientCertificate }),
      ...(proxy === undefined ? {} : { proxy: proxyOf(proxy, context) }),
    },
  }
}

function ownUrl(isCopy: boolean, context: CallContext): string {
  if (isCopy) return urlText(requestUrlOf(context))
  throw new AppError('BackendConnectionFailure', { reason: 'set-url is missing, and the request is no copy' })
}

const withoutHost = (headers: readonly string[]): readonly string[] =>
  headers.filter((_, at) => !/^(?:host|content-length)$/i.test(headers[at - (at % 2)] ?? ''))
