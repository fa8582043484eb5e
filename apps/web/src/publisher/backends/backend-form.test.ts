import { backendProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { emptyBackend, emptyRule, toForm, toProperties } from './backend-form.ts'
import { parseRanges, rangesText } from './status-ranges.ts'

const serviceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/demo'

describe('the form of a backend', () => {
  it('gives back what it was filled with', () => {
    const saved = backendProperties.parse({
      title: 'Orders',
      url: 'https://orders.example.com',
      protocol: 'http',
      resourceId: 'https://management.example.com/app',
      credentials: {
        header: { 'X-Key': ['one', 'two'] },
        authorization: { scheme: 'Basic', parameter: 'abc' },
        certificateIds: [`${serviceId}/certificates/client`],
        certificate: ['ABCDEF'],
      },
      circuitBreaker: {
        rules: [
          {
            name: 'errors',
            failureCondition: { percentage: 30, interval: 'PT1M', statusCodeRanges: [{ min: 500, max: 599 }] },
            tripDuration: 'PT2M',
            acceptRetryAfter: true,
          },
        ],
      },
    })
    const properties = toProperties(toForm(saved), saved, serviceId)
    expect(properties).toEqual({
      ...saved,
      description: null,
      proxy: null,
      tls: { validateCertificateChain: true, validateCertificateName: true },
      circuitBreaker: {
        rules: [
          {
            name: 'errors',
            failureCondition: { percentage: 30, interval: 'PT60S', statusCodeRanges: [{ min: 500, max: 599 }] },
            tripDuration: 'PT120S',
            acceptRetryAfter: true,
          },
        ],
      },
    })
    expect(backendProperties.safeParse(properties).success).toBe(true)
  })

  it('sends a pool without the address of a single backend', () => {
    const form = {
      ...emptyBackend,
      type: 'Pool' as const,
      url: 'https://forgotten.example.com',
      pool: { services: [{ id: 'orders', weight: 3, priority: null }] },
      circuitBreaker: { rules: [emptyRule] },
    }
    const properties = toProperties(form, {}, serviceId)
    expect(properties).toMatchObject({
      type: 'Pool',
      pool: { services: [{ id: `${serviceId}/backends/orders`, weight: 3 }] },
    })
    expect(properties).not.toHaveProperty('url')
    expect(backendProperties.safeParse(properties).success).toBe(true)
  })
})

describe('ranges of status codes', () => {
  it('are read as they are written', () => {
    expect(parseRanges('429, 500 - 599')).toEqual([
      { min: 429, max: 429 },
      { min: 500, max: 599 },
    ])
    expect(
      rangesText([
        { min: 429, max: 429 },
        { min: 500, max: 599 },
      ]),
    ).toBe('429, 500-599')
    expect(parseRanges('')).toEqual([])
  })

  it.each(['abc', '600', '599-500', '5xx', '100'])('refuse %s', (text) => {
    expect(parseRanges(text)).toBeUndefined()
  })
})
