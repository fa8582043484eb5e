import { isAppError } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parseContract } from './faults.ts'

const contract = z.object({
  name: z.string().min(1).max(3),
  size: z.int().min(1).max(9).optional(),
  state: z.enum(['on', 'off']).optional(),
  list: z
    .array(z.object({ isSet: z.boolean() }))
    .min(1)
    .optional(),
  code: z.string().regex(/^x/, 'must begin with x').optional(),
  map: z.record(z.string(), z.string()).optional(),
})

function faultsOf(value: unknown) {
  try {
    parseContract(contract, value, 'properties')
    return []
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.faults.map(({ target, message }) => `${target}: ${message}`)
  }
}

describe('faults of a value', () => {
  it('are all told, in words, each with its path', () => {
    expect(faultsOf({ name: '', size: 0.5, state: 'up', list: [{ isSet: 1 }, {}], code: 'y', map: { a: 1 } })).toEqual([
      "properties.name: 'name' must have at least 1 character.",
      "properties.size: 'size' must be a whole number.",
      "properties.state: 'state' must be one of 'on', 'off'.",
      "properties.list.0.isSet: 'isSet' must be true or false.",
      "properties.list.1.isSet: 'isSet' is required.",
      "properties.code: 'code' must begin with x.",
      "properties.map.a: 'a' must be a text.",
    ])
    expect(faultsOf({ size: 10, list: [], map: [] })).toEqual([
      "properties.name: 'name' is required.",
      "properties.size: 'size' must be at most 9.",
      "properties.list: 'list' must have at least 1 entry.",
      "properties.map: 'map' must be an object.",
    ])
    expect(faultsOf({ name: 'long', state: null })).toEqual([
      "properties.name: 'name' must have at most 3 characters.",
      "properties.state: 'state' must be one of 'on', 'off'.",
    ])
    expect(faultsOf([])).toEqual(["properties: 'properties' must be an object."])
  })
})
