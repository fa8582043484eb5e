import { expect, it } from 'vitest'
import { toExperimentQuery } from './experiment-search.ts'

it('asks for the newest first unless told otherwise, page by page', () => {
  expect(toExperimentQuery({})).toMatchObject({ orderBy: 'updatedAt', order: 'desc', top: 50 })
  expect(toExperimentQuery({ q: 'hash', sort: 'name', page: 3 })).toEqual({
    search: 'hash',
    orderBy: 'name',
    order: 'asc',
    top: 50,
    skip: 100,
  })
})

it('takes no order that the server does not know', () => {
  expect(toExperimentQuery({ sort: 'colour' })).toMatchObject({ orderBy: 'updatedAt', order: 'asc' })
})
