import { describe, expect, it } from 'vitest'
import { startEnglish } from '../../../shared/languages/start-english.fixture.ts'
import { translate } from '../../../shared/languages/words.ts'
import { fieldsWords } from '../fields-words.ts'
import { mcpWords } from './mcp-words.ts'
import { emptyMcp, type NewMcpValues, newMcpSchema, toProperties, toToolDraft } from './new-mcp-form.ts'

await startEnglish()
const schema = newMcpSchema(
  (key, values) => translate(fieldsWords, key, values),
  (key, values) => translate(mcpWords, key, values),
)
const filled: NewMcpValues = {
  ...emptyMcp,
  displayName: 'Shop tools',
  identifier: 'shop-mcp',
  path: 'shop-mcp',
  api: 'shop',
  tools: [{ operationId: '/apis/shop/operations/a', name: 'a', description: '' }],
}
const faultsOf = (values: Partial<NewMcpValues>) =>
  (schema.safeParse({ ...filled, ...values }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )

describe('the form of a new MCP server', () => {
  it.each([
    [{}, []],
    [{ api: '', tools: [] }, ['api: This is needed.']],
    [{ tools: [] }, ['tools: Choose at least one operation.']],
    [{ path: ' ' }, ['path: This is needed.']],
    [{ source: 'product' as const }, ['product: This is needed.']],
    [{ source: 'product' as const, product: 'starter', tools: [] }, []],
    [
      { tools: [...filled.tools, ...filled.tools, { operationId: 'x', name: 'not a name', description: '' }] },
      ['tools.2.name: Letters, digits, _, - and . only, at most 128.', 'tools.1.name: Two tools have this name.'],
    ],
  ])('with %j has the faults %j', (values, faults) => {
    expect(faultsOf(values)).toEqual(faults)
  })

  it('sends tools with the server, or the product whose operations they are', () => {
    expect(toProperties(filled)).toEqual({
      type: 'mcp',
      displayName: 'Shop tools',
      path: 'shop-mcp',
      protocols: ['https'],
      description: null,
      mcpTools: [{ operationId: '/apis/shop/operations/a', name: 'a', description: null }],
    })
    expect(toProperties({ ...filled, source: 'product', product: 'starter' })).toMatchObject({
      mcpProperties: { productId: '/products/starter' },
    })
  })

  it('names a tool after its operation', () => {
    const operation = { id: '/x', name: 'get order:by id', properties: { description: 'Reads.' } }
    expect(toToolDraft(operation)).toEqual({ operationId: '/x', name: 'get_order_by_id', description: 'Reads.' })
  })
})
