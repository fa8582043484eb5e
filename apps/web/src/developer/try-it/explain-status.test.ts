import { describe, expect, it } from 'vitest'
import { explainStatus } from './explain-status.ts'

const own = (status: number, message: string, headers: readonly (readonly [string, string])[] = []) =>
  explainStatus({ status, headers, text: JSON.stringify({ statusCode: status, message }) })

describe('an answer that is no success', () => {
  it('of the gateway says why it said no', () => {
    expect(own(401, 'Access denied due to missing subscription key. …')?.title).toBe('keyMissing')
    expect(own(401, 'Access denied due to invalid subscription key. …')?.title).toBe('keyInvalid')
    expect(own(401, 'JWT not present.')?.advice).toBe('unauthorizedAdvice')
    expect(own(403, 'Out of call volume quota. Quota will be replenished in 01:00:00.')?.title).toBe('quotaUsed')
    expect(own(403, 'Forbidden')?.title).toBe('gatewayRefused')
    expect(own(404, 'Resource not found')?.title).toBe('operationMissing')
    expect(own(413, 'Request entity too large')?.title).toBe('gatewayRefused')
    expect(own(500, 'Internal server error')).toMatchObject({ title: 'backendFailed', intent: 'error' })
  })

  it('for too many calls says when it passes', () => {
    expect(own(429, 'Rate limit is exceeded.', [['Retry-After', '17']])).toMatchObject({
      title: 'tooMany',
      advice: 'tooManyAdvice',
      values: { seconds: 17 },
    })
    expect(own(429, 'Rate limit is exceeded. Try again in 20 seconds.')?.values.seconds).toBe(20)
    expect(own(429, 'Wait.')?.advice).toBe('tooManyUnknownAdvice')
  })

  it('of the back end is not laid at the door of the gateway', () => {
    expect(explainStatus({ status: 502, headers: [], text: '<html>' })?.title).toBe('backendFault')
    expect(explainStatus({ status: 404, headers: [], text: '{"error":"x"}' })).toBeUndefined()
    expect(explainStatus({ status: 401, headers: [], text: undefined })).toBeUndefined()
    expect(explainStatus({ status: 200, headers: [], text: '{"statusCode":200,"message":"x"}' })).toBeUndefined()
  })
})
