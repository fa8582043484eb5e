import { expect, it } from 'vitest'
import * as z from 'zod'
import { apiFields, isPath } from './api-fields.ts'

const fields = z.object(apiFields((key) => key))
const valid = {
  displayName: 'Echo',
  identifier: 'echo',
  serviceUrl: 'https://echo.example',
  path: 'echo',
  protocols: ['https'],
  description: '',
}
const faults = (change: object) => {
  const { error } = fields.safeParse({ ...valid, ...change })
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
}

it('takes what the tutorial types', () => {
  const change = { serviceUrl: 'https://ussouthcentral.services.azureml.net', path: 'azureml-demo' }
  expect(faults(change)).toEqual([])
})

it('needs a name and a scheme', () => {
  expect(faults({ displayName: ' ', protocols: [] })).toEqual(['displayName: required', 'protocols: protocolsFault'])
})

it('takes an API without a service behind it', () => {
  expect(faults({ serviceUrl: '' })).toEqual([])
  expect(faults({ serviceUrl: 'echo.example' })).toEqual(['serviceUrl: serviceUrlFault'])
})

it('refuses identifiers that are addresses of pages', () => {
  expect(faults({ identifier: 'New' })).toEqual(['identifier: identifierReserved'])
})

it.each([
  ['', true],
  ['/shop/v1/', true],
  ['a b', false],
  ['a?b', false],
  ['a//b', false],
  ['a/../b', false],
  ['https://x', false],
])('knows of the suffix %j that it is %s', (path, isGood) => {
  expect(isPath(path)).toBe(isGood)
})
