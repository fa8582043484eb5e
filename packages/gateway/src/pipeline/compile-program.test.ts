import { mergeScopes, parsePolicyDocument } from '@sluice/policy-language'
import { expect, it } from 'vitest'
import { text } from './attributes.ts'
import { compileProgram } from './compile-program.ts'
import { definePolicy } from './define-policy.ts'
import { statements } from './element-spec.ts'

const common = {
  summary: 'For a test.',
  category: 'Routing' as const,
  snippet: '',
  sections: ['inbound' as const],
  scopes: ['global' as const],
}
const throwing = definePolicy({
  ...common,
  name: 'throwing',
  attributes: { value: text('Any.') },
  compile({ value }) {
    throw new RangeError(`'${value}'\n    at ${value}`, { cause: new Error(value) })
  },
})
const group = definePolicy({ ...common, name: 'group', content: statements(), compile: () => () => undefined })

it('says which policy does not compile and where, but nothing of its settings', () => {
  const { document } = parsePolicyDocument(
    '<policies><inbound><group><throwing value="canary"/></group></inbound></policies>',
    'xml',
  )
  const scope = { scope: 'global', scopeId: '/', document } as const
  let error: unknown
  try {
    compileProgram(mergeScopes([scope]), { throwing, group }, {} as never)
  } catch (thrown) {
    error = thrown
  }
  const { name, message, stack, cause } = error as Error
  expect([name, message, cause]).toEqual([
    'PolicyNotCompiled',
    "The policy 'throwing' does not compile (scope global, section inbound, group[1]/throwing[1]).",
    undefined,
  ])
  expect(stack).not.toContain('canary')
  expect(stack).toMatch(/ {4}at .*compile-program\.test\.ts/)
})
