import { describe, expect, it } from 'vitest'
import { allows, type RequiredRole } from './roles.ts'

const needed: readonly RequiredRole[] = ['anonymous', 'developer', 'analyst', 'publisher', 'administrator', 'internal']

describe('a role', () => {
  it.each([
    [undefined, ['anonymous']],
    ['developer', ['anonymous', 'developer']],
    ['analyst', ['anonymous', 'developer', 'analyst']],
    ['publisher', ['anonymous', 'developer', 'analyst', 'publisher']],
    ['administrator', ['anonymous', 'developer', 'analyst', 'publisher', 'administrator']],
    ['internal', ['anonymous', 'internal']],
  ] as const)('%s may do what asks for %j, and nothing else', (role, allowed) => {
    expect(needed.filter((need) => allows(role, need))).toEqual(allowed)
  })
})
