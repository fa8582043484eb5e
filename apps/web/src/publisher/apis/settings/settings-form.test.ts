import { apiProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { fromProperties, toProperties } from './settings-form.ts'

const api = apiProperties.parse({
  displayName: 'Shop',
  path: 'shop',
  serviceUrl: 'https://shop.example',
  protocols: ['https'],
  contact: { name: 'Ada', email: 'ada@shop.example', url: null },
})

it('sends back what it was filled with', () => {
  expect(toProperties(fromProperties(api), true)).toEqual({
    serviceUrl: 'https://shop.example',
    contact: { name: 'Ada', email: 'ada@shop.example', url: null },
    license: null,
    termsOfServiceUrl: null,
    displayName: 'Shop',
    path: 'shop',
    protocols: ['https'],
    description: null,
    subscriptionRequired: true,
    apiVersionSetId: null,
    apiVersion: null,
    apiVersionDescription: null,
  })
})

it('sends of a revision only what is its own', () => {
  expect(Object.keys(toProperties(fromProperties(api), false))).toEqual([
    'serviceUrl',
    'contact',
    'license',
    'termsOfServiceUrl',
  ])
})

it('drops the version of an API that leaves its version set', () => {
  const values = { ...fromProperties(api), apiVersion: 'v2', apiVersionSetId: '' }
  expect(toProperties(values, true)).toMatchObject({ apiVersion: null, apiVersionSetId: null })
})
