import { expect, it } from 'vitest'
import { filterOfRow, nameOfRow, toReportFilter } from './report.ts'

const sums = {
  callCountSuccess: 1,
  callCountBlocked: 0,
  callCountFailed: 0,
  callCountOther: 0,
  callCountTotal: 1,
  bandwidth: 0,
  cacheHitCount: 0,
  cacheMissCount: 0,
  apiTimeAvg: 0,
  apiTimeMin: 0,
  apiTimeMax: 0,
  serviceTimeAvg: 0,
  serviceTimeMin: 0,
  serviceTimeMax: 0,
}

it('writes the filter of a report', () => {
  const range = { from: Date.parse('2026-03-09T10:00:00Z'), to: Date.parse('2026-03-10T10:00:00Z') }
  const times = "timestamp ge datetime'2026-03-09T10:00:00.000Z' and timestamp lt datetime'2026-03-10T10:00:00.000Z'"
  expect(toReportFilter(range, {})).toBe(times)
  expect(toReportFilter(range, { api: 'echo-api', operation: 'get', user: "o'neil" })).toBe(
    `${times} and apiId eq '/apis/echo-api' and operationId eq '/apis/echo-api/operations/get' and userId eq '/users/o''neil'`,
  )
  expect(toReportFilter(range, { operation: 'get', product: 'starter', subscription: 'phone' })).toBe(
    `${times} and productId eq '/products/starter' and subscriptionId eq '/subscriptions/phone'`,
  )
})

it('makes the filter of a row', () => {
  expect(filterOfRow('api', { ...sums, apiId: '/apis/echo-api' })).toEqual({ api: 'echo-api' })
  expect(filterOfRow('operation', { ...sums, operationId: '/apis/echo-api/operations/get' })).toEqual({
    api: 'echo-api',
    operation: 'get',
  })
  expect(filterOfRow('operation', { ...sums, apiId: '/apis/echo-api', operationId: 'get' })).toEqual({
    api: 'echo-api',
    operation: 'get',
  })
  expect(filterOfRow('user', { ...sums, name: 'nobody', userId: '' })).toBeUndefined()
})

it('calls a row by its name, and by its identifier where it has none', () => {
  expect(nameOfRow('product', { ...sums, name: 'Starter', productId: '/products/starter' })).toBe('Starter')
  expect(nameOfRow('product', { ...sums, productId: '/products/starter' })).toBe('starter')
  expect(nameOfRow('product', sums)).toBeUndefined()
})
