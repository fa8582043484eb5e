import { expect, it } from 'vitest'
import { suggestHeaders, suggestValues } from './suggest-headers.ts'

it('suggests headers that hold what was typed, those that begin with it first', () => {
  expect(suggestHeaders('cont')).toEqual(['Content-Type', 'Cache-Control'])
  expect(suggestHeaders('zz')).toEqual([])
  expect(suggestHeaders('').length).toBeGreaterThan(10)
})

it('suggests what a header usually holds', () => {
  expect(suggestValues('Content-Type', 'xml')).toEqual(['application/xml', 'text/xml'])
  expect(suggestValues('X-Own', '')).toEqual([])
})
