import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import { isJsonType, readBodyText, replaceBodyText } from '../pipeline/body-text.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { foldCase } from '../routing/fold-case.ts'
import { findQueryValue } from '../routing/query-string.ts'

/** Names joined by dots are accepted, too: client libraries keep their callbacks in objects. */
const callbackName =
  /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)*$/u
const maxCallbackLength = 256

/**
 * Wraps a JSON body in a call of the function that the caller names in a query parameter, so that a page of another
 * origin can load it as a script.
 * @see reference: API Management, 3.3
 */
export const jsonp = definePolicy({
  name: 'jsonp',
  summary: 'Wraps a JSON response in a call of the function that the caller names in a query parameter.',
  category: 'Cross-domain',
  snippet: '<jsonp callback-parameter-name="callback" />',
  sections: ['outbound'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'callback-parameter-name': text('Query parameter that names the function.', { isTrimmed: true }).orExpression(),
  },
  compile: (settings) => (context) => {
    const parameter = settings['callback-parameter-name'](context)
    const callback = findCallback(context, parameter)
    if (callback === undefined) return
    if (callback.length > maxCallbackLength || !callbackName.test(callback)) {
      throw new AppError('CallbackParameterInvalid', { parameter })
    }
    const { response } = context
    if (response.body.kind === 'none' || !isJsonType(response.headers.get('Content-Type'))) return
    return wrap(context, callback)
  },
})

/** As the client sent it: rewriting the request for the backend does not change what the client asked for. */
function findCallback({ call }: CallContext, parameter: string): string | undefined {
  const mark = call.target.indexOf('?')
  return mark < 0 ? undefined : findQueryValue(call.target.slice(mark), foldCase(parameter))
}

async function wrap({ response }: CallContext, callback: string): Promise<void> {
  const json = await readBodyText(response, 'jsonp')
  if (json === undefined || json.trim() === '') return
  // Legal in JSON strings, line ends in scripts for older browsers.
  const script = json.replace(/[\u2028\u2029]/g, (char) => (char === '\u2028' ? '\\u2028' : '\\u2029'))
  replaceBodyText(response, `${callback}(${script})`, 'application/javascript; charset=utf-8')
}
