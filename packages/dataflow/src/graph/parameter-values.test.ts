import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { ModuleDescription } from './module-description.ts'
import { parameterType, parseParameterValue } from './parameter-values.ts'

const module: ModuleDescription = {
  id: 'm',
  title: 'Module',
  inputs: {},
  outputs: {},
  parameters: z.strictObject({
    count: z.int().min(1).default(2),
    ratio: z.number().default(0.5),
    isOn: z.boolean().default(true),
    text: z.string().default(''),
    mode: z.enum(['one', 'two']).default('one'),
    list: z.array(z.int()).default([]),
  }),
  outputShapes: () => ({}),
}

describe('the value of a web-service parameter', () => {
  it.each([
    ['count', '5', 5],
    ['count', 5, 5],
    ['ratio', ' 1e-3 ', 0.001],
    ['isOn', 'False', false],
    ['isOn', 'true', true],
    ['text', '5', '5'],
    ['text', 'true', 'true'],
    ['mode', 'two', 'two'],
    ['list', '[1,2]', [1, 2]],
  ])('%s takes %j', (parameter, given, value) => {
    expect(parseParameterValue(module, parameter, given)).toEqual({ isValid: true, value })
  })

  it.each([
    ['count', '0', 'Too small: expected number to be >=1'],
    ['count', '1.5', 'Invalid input: expected int, received number'],
    ['count', 'many', 'Invalid input: expected number, received string'],
    ['isOn', '1', 'Invalid input: expected boolean, received number'],
    ['mode', 'three', 'Invalid option: expected one of "one"|"two"'],
    ['list', '[1', 'Invalid input: expected array, received string'],
    ['toString', 'x', "Module has no parameter 'toString'."],
  ])('%s refuses %j', (parameter, given, reason) => {
    expect(parseParameterValue(module, parameter, given)).toEqual({ isValid: false, reason })
  })

  it.each([
    ['count', 'integer'],
    ['ratio', 'number'],
    ['isOn', 'boolean'],
    ['text', 'string'],
    ['mode', 'string'],
    ['list', 'json'],
    ['nothing', 'json'],
  ])('%s is described as %s', (parameter, type) => {
    expect(parameterType(module, parameter)).toBe(type)
  })
})
