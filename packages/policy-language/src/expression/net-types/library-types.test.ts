import { describe, expect, it } from 'vitest'
import { libraryTypes } from './library-types.ts'
import { parseDefinedName, parseSignature } from './parse-signature.ts'

describe('declarations of library types', () => {
  it.each(libraryTypes.map((type) => [type.name, type] as const))(
    '%s has signatures that can be read',
    (name, type) => {
      const simpleName = parseDefinedName(name).name
      for (const signature of Object.keys(type.members ?? {})) {
        const parsed = parseSignature(signature)
        if (parsed.kind === 'constructor') expect(signature.startsWith(`${simpleName}(`), signature).toBe(true)
      }
    },
  )
  it('have one declaration each', () => {
    const names = libraryTypes.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })
})
