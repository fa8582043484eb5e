import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import { boolean, choice } from '../../pipeline/attributes.ts'
import { isXmlType, readBodyText, replaceBodyText } from '../../pipeline/body-text.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { parseXmlDocument } from '../../pipeline/xml-tree.ts'
import { toJson } from './to-json.ts'

const policyName = 'xml-to-json'

/**
 * Turns an XML body into JSON: the request's in inbound, the response's after the backend.
 * @see reference: API Management, 3.3
 */
export const xmlToJson = definePolicy({
  name: policyName,
  summary: 'Turns an XML body into JSON.',
  category: 'Transformation',
  snippet: '<xml-to-json kind="direct" apply="content-type-xml" consider-accept-header="true" />',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  attributes: {
    kind: choice('Whether the JSON is easy to use in JavaScript, or shows all that the XML has.', [
      'javascript-friendly',
      'direct',
    ]).orExpression(),
    apply: choice('When it is done: always, or when the Content-Type says XML.', [
      'always',
      'content-type-xml',
    ]).orExpression(),
    'consider-accept-header': boolean('Whether it is done only for clients that accept JSON.')
      .orExpression()
      .default(true),
    'always-array-child-elements': boolean('Whether elements inside others are arrays even where there is one.')
      .orExpression()
      .default(false),
    'preserve-whitespace-nodes': boolean('Whether white space between elements is kept.').orExpression().default(false),
    'empty-values': choice('What empty elements become: as they are written, or null.', ['preserve', 'asNull'])
      .orExpression()
      .default('preserve'),
    'trim-values': boolean('Whether white space around values is left out.').orExpression().default(false),
  },
  compile(settings, _services, { section }) {
    return (context) => {
      const message = section === 'inbound' ? context.request : context.response
      if (message.body.kind === 'none') return
      if (settings.apply(context) === 'content-type-xml' && !isXmlType(message.headers.get('Content-Type'))) return
      // What the client itself accepts counts, whatever policies made of the request's headers.
      if (settings['consider-accept-header'](context) && !acceptsJson(context.call.header('accept'))) return
      const options = {
        isDirect: settings.kind(context) === 'direct',
        alwaysArrays: settings['always-array-child-elements'](context),
        keepsWhiteSpace: settings['preserve-whitespace-nodes'](context),
        emptyIsNull: settings['empty-values'](context) === 'asNull',
        trimsValues: settings['trim-values'](context),
      }
      return convert()

      async function convert(): Promise<void> {
        const xml = await readBodyText(message, policyName)
        if (xml === undefined || xml.trim() === '') return
        replaceBodyText(message, toJson(readXml(xml), options), 'application/json; charset=utf-8')
      }
    }
  },
})

const acceptsJson = (accept: string | undefined): boolean => accept !== undefined && /[/+]json\b/i.test(accept)

function readXml(xml: string) {
  try {
    return parseXmlDocument(xml.trimStart())
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new AppError('BodyNotConvertible', { policy: policyName, reason: error.message }, { cause: error })
  }
}
