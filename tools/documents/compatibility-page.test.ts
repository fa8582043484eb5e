import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeGroup, showOperation } from './compatibility-page.ts'
import { readSdkOperations } from './sdk-operations.ts'

const clone = dirname(dirname(import.meta.dirname))

describe('every operation of the SDK', () => {
  const { groups } = readSdkOperations(clone)

  it('is read from the package that is installed', () => {
    expect(groups.length).toBeGreaterThan(80)
    expect(groups.find(({ name }) => name === 'allPolicies')?.operations.map(showOperation)).toEqual([
      '`GET ~/allPolicies`',
    ])
    expect(groups.filter(({ operations }) => operations.length === 0)).toEqual([])
  })

  it('is served, or refused with a reason: none is forgotten', () => {
    const missing = groups.flatMap((group) => describeGroup(group).missing.map(showOperation))
    expect(missing).toEqual([])
  })
})
