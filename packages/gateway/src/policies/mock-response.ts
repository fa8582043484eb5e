import { policyScopes } from '@sluice/policy-language'
import { boolean, integer, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { answered } from '../pipeline/step.ts'
import { sampleOfSchema } from '../schemas/sample-of-schema.ts'
import { findTypePointer, followPointer } from '../schemas/schema-root.ts'
import { apiRoot } from './validation/check-body.ts'
import { definitionOf, mediaType, type Representation } from './validation/operation-definitions.ts'

/**
 * Ends the call with an example of the operation's response, or with a sample of its schema; where there is neither,
 * the answer has no body.
 * @see reference: API Management, 3.3
 */
export const mockResponse = definePolicy({
  name: 'mock-response',
  summary: "Ends the call with an example of the operation's response.",
  category: 'Transformation',
  snippet: '<mock-response status-code="200" content-type="application/json" />',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  attributes: {
    'status-code': integer('Status of the response that is mocked.', { min: 200, max: 599 }).default(200),
    'content-type': text('Content type of the example; left out, the first that the operation names.', {
      isTrimmed: true,
      pattern: { expression: '[\\w!#$&^.+-]+/[\\w!#$&^.+*-]+(?:\\s*;[\\t\\x20-\\x7e]*)?', meaning: 'a content type' },
    }).optional(),
    index: integer('Which of several examples is used, counted from 1.', { min: 1 }).optional(),
    enabled: boolean('Whether the policy does anything.').orExpression().default(true),
  },
  compile(settings) {
    const status = settings['status-code']
    const wantedType = settings['content-type']
    return (context) => {
      if (!settings.enabled(context)) return
      const found = findRepresentation(context, status, wantedType)
      const body = found && bodyOf(found, settings.index, context)
      const headers = body === undefined || found === undefined ? [] : ['Content-Type', found.contentType]
      context.response.replace({ status, headers }, body === undefined ? undefined : new TextEncoder().encode(body))
      return answered
    }
  },
})

function findRepresentation(
  { operation }: CallContext,
  status: number,
  wantedType: string | undefined,
): Representation | undefined {
  const response = operation?.properties.responses?.find(({ statusCode }) => statusCode === status)
  const representations = response?.representations ?? []
  if (wantedType === undefined) return representations[0]
  return representations.find(({ contentType }) => mediaType(contentType) === mediaType(wantedType))
}

function bodyOf(representation: Representation, index: number | undefined, context: CallContext): string | undefined {
  const examples = Object.values(representation.examples ?? {})
  const example = examples[(index ?? 1) - 1]
  if (example !== undefined) return toText(contentOf(example))
  const definition = definitionOf(representation, context)
  if (definition?.properties === undefined || !/json/i.test(representation.contentType)) return undefined
  const root = apiRoot(definition.properties)
  const pointer = findTypePointer(root, definition.typeName)
  const schema = pointer === undefined ? undefined : followPointer(root, pointer)
  return schema === undefined ? undefined : JSON.stringify(sampleOfSchema(schema, root))
}

/** An example is kept as OpenAPI has it, in an object with its value, or as the value itself. */
const contentOf = (example: unknown): unknown =>
  typeof example === 'object' && example !== null && 'value' in example ? example.value : example

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
