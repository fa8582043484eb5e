import { AppError } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { errorAnswer } from './error-answer.ts'

const context = { requestId: '6f2b7d0c-1d8e-4a7e-9a53-0c6f7a3a9d11' }
const answerTo = (error: unknown) => {
  const { head, body } = errorAnswer(error, context)
  return { ...head, body: Buffer.from(body).toString(), length: body.length }
}
const json = ['Content-Type', 'application/json']
const challenge = { realm: 'https://localhost/echo', headerName: 'Ocp-Apim-Subscription-Key' }

describe('errorAnswer', () => {
  it('says for how long a rate limit holds, in 84 bytes', () => {
    expect(answerTo(new AppError('RateLimitExceeded', { retryAfterSeconds: 57 }))).toEqual({
      status: 429,
      headers: [...json, 'Retry-After', '57'],
      body: '{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." }',
      length: 84,
    })
  })

  it('names the header that the policy names', () => {
    const error = new AppError('RateLimitExceeded', { retryAfterSeconds: 3, retryAfterHeaderName: 'X-Wait' })
    expect(answerTo(error).headers).toEqual([...json, 'X-Wait', '3'])
  })

  it.each([
    ['CallQuotaExceeded', 183_168, 'Out of call volume quota. Quota will be replenished in 2.12 days.'],
    ['CallQuotaExceeded', 86_399, 'Out of call volume quota. Quota will be replenished in 23:59:59.'],
    ['BandwidthQuotaExceeded', 61, 'Out of bandwidth quota. Quota will be replenished in 00:01:01.'],
  ] as const)('says when %s is over after %d seconds', (code, retryAfterSeconds, message) => {
    expect(answerTo(new AppError(code, { retryAfterSeconds }))).toMatchObject({
      status: 403,
      headers: [...json, 'Retry-After', String(retryAfterSeconds)],
      body: `{ "statusCode": 403, "message": "${message}" }`,
    })
  })

  it('promises nothing for a quota that never renews', () => {
    expect(answerTo(new AppError('CallQuotaExceeded', { retryAfterSeconds: Infinity }))).toMatchObject({
      headers: json,
      body: '{ "statusCode": 403, "message": "Out of call volume quota." }',
    })
  })

  it.each([
    [
      'SubscriptionKeyNotFound',
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
    ],
    [
      'SubscriptionKeyInvalid',
      'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
    ],
  ] as const)('challenges the caller: %s', (code, message) => {
    expect(answerTo(new AppError(code, challenge))).toMatchObject({
      status: 401,
      headers: [
        ...json,
        'WWW-Authenticate',
        'AzureApiManagementKey realm="https://localhost/echo",name="Ocp-Apim-Subscription-Key",type="header"',
      ],
      body: `{ "statusCode": 401, "message": "${message}" }`,
    })
  })

  it('says that nothing is there', () => {
    expect(answerTo(new AppError('OperationNotFound', {})).body).toBe(
      '{ "statusCode": 404, "message": "Resource not found" }',
    )
  })

  it.each([new Error('inner'), 'inner', new AppError('BackendTimeout', { timeoutSeconds: 1 })])(
    'shows of %s nothing but the request id, in 111 bytes',
    (error) => {
      expect(answerTo(error)).toEqual({
        status: 500,
        headers: json,
        body: `{ "statusCode": 500, "message": "Internal server error", "activityId": "${context.requestId}" }`,
        length: 111,
      })
    },
  )
})
