import { policyScopes, sectionNames } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import { readBodyText, replaceBody } from '../pipeline/body-text.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { messageOf } from '../pipeline/message-of-section.ts'

const encoder = new TextEncoder()

/**
 * Replaces every occurrence of a text in the body: of the request up to the backend, of the response after it.
 * @see reference: API Management, 3.3
 */
export const findAndReplace = definePolicy({
  name: 'find-and-replace',
  summary: 'Replaces a text wherever it stands in the body.',
  category: 'Transformation',
  snippet: '<find-and-replace from="http://internal" to="https://public" />',
  sections: sectionNames,
  scopes: policyScopes,
  isUsableAtHandshake: false,
  attributes: {
    from: text('What is replaced.').orExpression(),
    to: text('What stands there instead; may be empty.', { minLength: 0 }).orExpression(),
  },
  compile(settings, _services, { section }) {
    const messageIn = messageOf(section)
    return (context) => {
      const message = messageIn(context)
      if (message.body.kind === 'none') return
      const from = settings.from(context)
      const to = settings.to(context)
      return replace()

      async function replace(): Promise<void> {
        const body = await readBodyText(message, 'find-and-replace')
        if (body?.includes(from)) replaceBody(message, encoder.encode(body.replaceAll(from, () => to)))
      }
    }
  },
})
