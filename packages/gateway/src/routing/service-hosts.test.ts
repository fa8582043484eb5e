import { expect, it } from 'vitest'
import { chooseService } from './service-hosts.ts'

const services = ['oldest', 'demoazureml']
const byName = new Map(services.map((name) => [name, name]))

it.each([
  ['demoazureml.localhost:8000', 'demoazureml'],
  ['DemoAzureML.azure-api.net', 'demoazureml'],
  ['demoazureml', 'demoazureml'],
  ['localhost:8000', 'oldest'],
  ['[::1]:8000', 'oldest'],
  ['api.demoazureml.localhost', 'oldest'],
  [undefined, 'oldest'],
])('a call to %s is for the instance %s', (host, expected) => {
  expect(chooseService(services, byName, () => host)).toBe(expected)
})

it('a call is for the only instance whatever its host', () => {
  expect(chooseService(['only'], new Map(), () => 'other.localhost')).toBe('only')
  expect(chooseService([], new Map(), () => 'other.localhost')).toBeUndefined()
})
