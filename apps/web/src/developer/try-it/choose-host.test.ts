import { expect, it } from 'vitest'
import { chooseHost } from './choose-host.ts'

const hosts = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ value: address, address, baseUrl: address, version: null }))

it('calls the host of choice, else https, and this machine itself by http', () => {
  const remote = hosts('http://api.example', 'https://api.example')
  expect(chooseHost(remote, undefined)?.address).toBe('https://api.example')
  expect(chooseHost(remote, 'http://api.example')?.address).toBe('http://api.example')
  expect(chooseHost(remote, 'http://elsewhere.example')?.address).toBe('https://api.example')
  expect(chooseHost(hosts('https://localhost:8443', 'http://localhost:8000'), undefined)?.address).toBe(
    'http://localhost:8000',
  )
  expect(chooseHost(hosts('http://api.example'), undefined)?.address).toBe('http://api.example')
  expect(chooseHost([], undefined)).toBeUndefined()
})
