import { expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const required = 'vary-by-developer="false" vary-by-developer-groups="false"'

it.each([
  ['', "The required attribute 'vary-by-developer' is missing."],
  [`${required} caching-type="redis"`, "'prefer-external', 'external' or 'internal' is expected"],
  [`${required} downstream-caching-type="some"`, "'none', 'private' or 'public' is expected"],
])('is refused with %s', (attributes, message) => {
  const policy = document('inbound', `<cache-lookup ${attributes} />`)
  expect(() => createPolicyBench({ documents: { api: policy } })).toThrow(message)
})

it('stands once in a section', () => {
  const policy = `<cache-lookup ${required} />`
  expect(() => createPolicyBench({ documents: { api: document('inbound', policy + policy) } })).toThrow(
    "'cache-lookup' may stand only once in a section",
  )
})
