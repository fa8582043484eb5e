import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { modules } from './index.ts'

describe.each(Object.entries(modules))('module %s', (key, module) => {
  it('stands in the registry under its own id', () => {
    expect(module.id).toBe(key)
    expect(module.title).not.toBe('')
    expect(module.category).not.toBe('')
    expect(module.summary).toMatch(/\.$/)
  })

  it('describes each of its parameters', () => {
    const { properties } = z.toJSONSchema(module.parameters, { io: 'input' })
    for (const [name, property] of Object.entries(properties ?? {})) {
      expect(property, name).toHaveProperty('description')
    }
  })

  it('compiles if, and only if, it treats rows by themselves', () => {
    expect(module.compile !== undefined).toBe(module.isRowWise)
  })
})
