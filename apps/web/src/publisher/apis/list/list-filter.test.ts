import { expect, it } from 'vitest'
import { apiFilter } from './list-filter.ts'

it('asks for current revisions alone', () => {
  expect(apiFilter()).toBe('isCurrent eq true')
  expect(apiFilter('  ')).toBe('isCurrent eq true')
})

it('looks for a text in name and path, with quotes doubled', () => {
  expect(apiFilter("O'Neil")).toBe(
    "isCurrent eq true and (contains(displayName,'O''Neil') or contains(path,'O''Neil'))",
  )
})

it('takes a path with the slash that people write before it', () => {
  expect(apiFilter('/echo')).toBe("isCurrent eq true and (contains(displayName,'/echo') or contains(path,'echo'))")
})
