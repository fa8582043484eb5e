import { expect, it } from 'vitest'
import { pageOfRows } from './page-of-rows.ts'

const rows = Array.from({ length: 120 }, (_, index) => ({ name: `r${index}`, size: 119 - index }))
const fields = { name: ({ name }: { name: string }) => name, size: ({ size }: { size: number }) => size }

it('sorts numbers as numbers, from either end, and cuts pages of 50', () => {
  const first = pageOfRows(rows, { sort: 'size' }, fields)
  expect([first.rows[0]?.size, first.rows.length, first.total]).toEqual([0, 50, 120])
  expect(pageOfRows(rows, { sort: '-size', page: 3 }, fields).rows.at(-1)?.size).toBe(0)
})

it('shows the last page for one that is not there, and the given order without a sort', () => {
  const past = pageOfRows(rows, { page: 9 }, fields)
  expect([past.page, past.rows.length]).toEqual([3, 20])
  expect(pageOfRows(rows, { sort: 'colour' }, fields).rows[0]?.name).toBe('r0')
  expect(pageOfRows([] as typeof rows, {}, fields)).toEqual({ rows: [], page: 1, total: 0 })
})
