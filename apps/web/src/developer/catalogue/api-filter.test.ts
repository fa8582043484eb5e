import { expect, it } from 'vitest'
import { isFound, toApiFilter } from './api-filter.ts'

it('looks into names, descriptions and paths, which are kept without their first slash', () => {
  expect(toApiFilter(' ')).toBeUndefined()
  expect(toApiFilter("o'neill")).toBe(
    "contains(displayName,'o''neill') or contains(description,'o''neill') or contains(path,'o''neill')",
  )
  expect(toApiFilter('/echo/v2/')).toBe(
    "contains(displayName,'/echo/v2/') or contains(description,'/echo/v2/') or contains(path,'echo/v2')",
  )
  expect(toApiFilter('/')).toBe("contains(displayName,'/') or contains(description,'/')")
})

it('finds texts in any case', () => {
  expect(isFound('PET', ['carpets', null])).toBe(true)
  expect(isFound('', [undefined])).toBe(true)
  expect(isFound('cat', ['dog', undefined])).toBe(false)
})
