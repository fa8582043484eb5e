import { expect, it } from 'vitest'
import { findReaching } from './console-data.ts'

const at = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/sluice'
const named = <Properties>(name: string, properties: Properties) => ({
  id: `${at}/${name}`,
  name,
  type: 't',
  properties,
})

it('offers the active subscriptions to a product with the API, to the API, and to all APIs', () => {
  const subscription = (name: string, scope: string, state: 'active' | 'submitted' = 'active', displayName?: string) =>
    named(name, { scope: `${at}${scope}`, state, ...(displayName === undefined ? {} : { displayName }) })
  const found = findReaching(
    [
      subscription('one', '/products/Starter'),
      subscription('two', '/products/starter', 'active', 'Mine'),
      subscription('three', '/products/starter', 'submitted'),
      subscription('four', '/products/other'),
      subscription('five', '/apis/Echo-API'),
      subscription('six', '/apis/another'),
      subscription('seven', '/apis'),
    ] as never,
    [named('starter', { displayName: 'Starter' })],
    'echo-api',
  )
  expect(found).toEqual([
    { id: 'one', title: 'Starter' },
    { id: 'two', title: 'Mine' },
    { id: 'five', title: 'five' },
    { id: 'seven', title: 'seven' },
  ])
})
