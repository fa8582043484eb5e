import { AppError } from '@sluice/contracts/errors'
import { type JudgeElement, policyScopes, sectionNames } from '@sluice/policy-language'
import { anything, boolean, choice } from '../pipeline/attributes.ts'
import { replaceBody } from '../pipeline/body-text.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, markupContent } from '../pipeline/element-spec.ts'
import type { ExpressionCompiler } from '../pipeline/expressions.ts'
import { mapValue, type Value } from '../pipeline/value.ts'
import { compileLiquid, judgeLiquid } from './set-body/liquid-template.ts'

const attributes = {
  template: choice('Whether the text is a Liquid template.', ['none', 'liquid']).default('none'),
  'xsi-nil': choice('What a template sees of XML elements that are xsi:nil: an empty text, or null.', [
    'blank',
    'null',
  ]).default('blank'),
  'parse-date': boolean('Whether a template sees texts that are dates as dates.').default(true),
}
const content = markupContent(anything('The body: text, an expression, or a template.'))

const judge: JudgeElement = ({ constantOf, text }) =>
  constantOf('template') === 'liquid' && text !== undefined ? judgeLiquid(text) : []

/** `set-body` inside `return-response` and `send-request`. */
export const bodyElement = element({ attributes, content, judge })

interface BodySettings {
  readonly template: 'none' | 'liquid'
  readonly 'xsi-nil': 'blank' | 'null'
  readonly 'parse-date': boolean
  readonly text: Value<unknown>
}

/** What a template may read of: the request, the response, or nothing. */
export type TemplateInput = 'request' | 'response' | 'nothing'

/** Makes the bytes of one `set-body`. */
export function compileBody(
  settings: BodySettings,
  expressions: ExpressionCompiler,
  input: TemplateInput,
): (context: CallContext) => Uint8Array | Promise<Uint8Array> {
  const { template, text } = settings
  if (template === 'liquid') {
    const options = {
      nilIsNull: settings['xsi-nil'] === 'null',
      parsesDates: settings['parse-date'],
      input,
      toPlain: expressions.toPlain,
    }
    const render = mapValue(text, (source) => compileLiquid(expressions.toText(source), options))
    return async (context) => encode(await render(context)(context))
  }
  return mapValue(text, (value) => expressions.toBytes(value) ?? encode(expressions.toText(value)))
}

const encoder = new TextEncoder()
const encode = (text: string) => encoder.encode(text)

/**
 * Replaces the body: of the request up to the backend, of the response after it.
 * @see reference: API Management, 3.3
 */
export const setBody = definePolicy({
  name: 'set-body',
  summary: 'Replaces the body of the request, or of the response after the backend.',
  category: 'Transformation',
  snippet: '<set-body>Hello world!</set-body>',
  // Differs from the reference: it leaves out on-error, where documents of users have it.
  sections: sectionNames,
  scopes: policyScopes,
  isUsableAtHandshake: false,
  attributes,
  content,
  judge,
  compile(settings, { expressions }, { section }) {
    const isOfRequest = section === 'inbound' || section === 'backend'
    const make = compileBody(settings, expressions, isOfRequest ? 'request' : 'response')
    return (context) => {
      const message = isOfRequest ? context.request : context.response
      if (isOfRequest && !canHaveBody(context)) throw new AppError('MessageBodyMissing', { policy: 'set-body' })
      const made = make(context)
      if (made instanceof Uint8Array) replaceBody(message, made)
      else return made.then((bytes) => replaceBody(message, bytes))
    }
  },
})

/**
 * Differs from the reference: it refuses every request without a body. One whose method set-method changed to POST is
 * meant to get one.
 */
const canHaveBody = ({ request }: CallContext): boolean =>
  request.body.kind !== 'none' || (request.method !== 'GET' && request.method !== 'HEAD')
