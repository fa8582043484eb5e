import { expect, it } from 'vitest'
import { findHost, type HostMapEntry } from './host-map.ts'

const entries: HostMapEntry[] = [
  { pattern: 'exact.example.com', target: { origin: 'http://exact' } },
  { pattern: '*.Services.azureml.net', target: { origin: 'http://ml' } },
  { pattern: '*.example.com', target: 'echo' },
]

it.each([
  ['exact.example.com', { origin: 'http://exact' }],
  ['EXACT.example.com', { origin: 'http://exact' }],
  ['ussouthcentral.services.azureml.net', { origin: 'http://ml' }],
  ['a.b.services.azureml.net', { origin: 'http://ml' }],
  ['services.azureml.net', undefined],
  ['.services.azureml.net', undefined],
  ['evilservices.azureml.net', undefined],
  ['other.example.com', 'echo'],
  ['example.org', undefined],
])('the host %s is %j', (host, expected) => {
  expect(findHost(entries, host)).toEqual(expected)
})
