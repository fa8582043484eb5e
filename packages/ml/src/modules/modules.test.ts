import { portTypes } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { modules } from './index.ts'
import type { Module } from './module.ts'

describe.each(Object.entries<Module>(modules))('module %s', (key, module) => {
  it('stands in the registry under its own id', () => {
    expect(module.id).toBe(key)
    expect(module.title).not.toBe('')
    expect(module.category).not.toBe('')
    expect(module.summary).toMatch(/\.$/)
  })

  it('gives each of its parameters a title and a sentence of help', () => {
    const { properties } = z.toJSONSchema(module.parameters, { io: 'input', unrepresentable: 'any' })
    for (const [name, property] of Object.entries(properties ?? {})) {
      expect(property, name).toMatchObject({
        title: expect.stringMatching(/\S/),
        description: expect.stringMatching(/[.?]$/),
      })
    }
  })

  it('names in the conditions of its parameters only parameters that it has', () => {
    const { shape } = module.parameters
    for (const [name, rule] of Object.entries(shape)) {
      const conditions = Object.keys((rule as z.ZodType).meta()?.visibleWhen ?? {})
      expect(Object.keys(shape), name).toEqual(expect.arrayContaining(conditions))
    }
  })

  it('has ports with titles and types that exist', () => {
    for (const [name, port] of [...Object.entries(module.inputs), ...Object.entries(module.outputs)]) {
      expect(port.title, name).toMatch(/\S/)
      expect(portTypes, name).toContain(port.type)
    }
  })
})
