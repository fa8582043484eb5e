import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import { boolean, choice, text, unserved } from '../pipeline/attributes.ts'
import { isJsonType, readBodyText, replaceBodyText } from '../pipeline/body-text.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { parseJson } from './json-to-xml/parse-json.ts'
import { writeXml } from './json-to-xml/write-xml.ts'

const policyName = 'json-to-xml'
const undocumented = 'its values are not documented; leave it out'

/**
 * Turns a JSON body into XML: the request's in inbound, the response's after the backend.
 * @see reference: API Management, 3.3
 */
export const jsonToXml = definePolicy({
  name: policyName,
  summary: 'Turns a JSON body into XML.',
  category: 'Transformation',
  snippet: '<json-to-xml apply="content-type-json" consider-accept-header="true" />',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  attributes: {
    apply: choice('When it is done: always, or when the Content-Type says JSON.', [
      'always',
      'content-type-json',
    ]).orExpression(),
    'consider-accept-header': boolean('Whether it is done only for clients that accept XML.')
      .orExpression()
      .default(true),
    'parse-date': boolean('Whether texts that are dates are written as dates of XML.').default(true),
    'namespace-separator': text('What stands between a namespace prefix and a name.').orExpression().default('_'),
    'namespace-prefix': text('What names of properties begin with that declare a namespace.').orExpression().optional(),
    'attribute-block-name': text('Name of the property whose members become attributes.').orExpression().optional(),
    'attribute-prefix': text('What names of properties begin with that become attributes.').orExpression().optional(),
    'invalid-character-replacement': text('What stands for characters that names in XML cannot have.', {
      minLength: 0,
      pattern: { expression: '[_A-Za-z0-9.-]*', meaning: 'text of letters, digits, `_`, `.` and `-`' },
    })
      .orExpression()
      .optional(),
    'trim-values': boolean('Whether white space around values is left out.').orExpression().default(false),
    'null-values': unserved(undocumented),
    'empty-values': unserved(undocumented),
  },
  compile(settings, _services, { section }) {
    return (context) => {
      const message = section === 'inbound' ? context.request : context.response
      if (message.body.kind === 'none') return
      if (settings.apply(context) === 'content-type-json' && !isJsonType(message.headers.get('Content-Type'))) return
      // What the client itself accepts counts, whatever policies made of the request's headers.
      if (settings['consider-accept-header'](context) && !/[/+]xml\b/i.test(context.call.header('accept') ?? '')) return
      const options = {
        namespaceSeparator: settings['namespace-separator'](context),
        namespacePrefix: settings['namespace-prefix']?.(context),
        attributeBlockName: settings['attribute-block-name']?.(context),
        attributePrefix: settings['attribute-prefix']?.(context),
        invalidCharacterReplacement: settings['invalid-character-replacement']?.(context),
        parsesDates: settings['parse-date'],
        trimsValues: settings['trim-values'](context),
      }
      return convert()

      async function convert(): Promise<void> {
        const json = await readBodyText(message, policyName)
        if (json === undefined || json.trim() === '') return
        replaceBodyText(message, writeXml(readJson(json), options), 'application/xml; charset=utf-8')
      }
    }
  },
})

function readJson(json: string) {
  try {
    return parseJson(json)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new AppError('BodyNotConvertible', { policy: policyName, reason: error.message }, { cause: error })
  }
}
