import { groupProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { fromGroup, groupValues, newGroup, newGroupValues, toGroup } from './group-values.ts'

it.each([
  { displayName: 'Partners', description: '', type: 'custom', externalId: '' },
  { displayName: 'Sales', description: 'All of them', type: 'external', externalId: 'aad://example.com/groups/1' },
] as const)('what is saved is what was typed: %j', (values) => {
  expect(fromGroup(groupProperties.parse(toGroup(values)))).toEqual(values)
})

it('an own group has no identifier elsewhere', () => {
  const values = { displayName: 'Partners', description: '', type: 'custom', externalId: 'left over' } as const
  expect(toGroup(values).externalId).toBeNull()
})

it('asks for a name, and an external one for its identifier', () => {
  expect(newGroupValues.safeParse(newGroup).error?.issues.map(({ path }) => path[0])).toEqual(['displayName'])
  const faulty = groupValues.safeParse({ displayName: 'S', description: '', type: 'external', externalId: ' ' })
  expect(faulty.error?.issues.map(({ path }) => path[0])).toEqual(['externalId'])
})
