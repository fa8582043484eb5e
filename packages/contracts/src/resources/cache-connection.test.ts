import { expect, it } from 'vitest'
import { parseCacheConnection } from './cache-connection.ts'

it.each([
  ['cache.example', { host: 'cache.example', port: 6379, isSecure: false }],
  [
    'cache.example:6380,password=a=b,ssl=True,abortConnect=False',
    { host: 'cache.example', port: 6380, isSecure: true, password: 'a=b' },
  ],
  ['cache.example:6380', { host: 'cache.example', port: 6380, isSecure: true }],
  ['cache.example,ssl=true', { host: 'cache.example', port: 6380, isSecure: true }],
  [
    'cache.example:7000,User=u,Password=p,defaultDatabase=2',
    { host: 'cache.example', port: 7000, isSecure: false, username: 'u', password: 'p', database: 2 },
  ],
  ['redis://localhost', { host: 'localhost', port: 6379, isSecure: false }],
  [
    'rediss://u:p%40ss@cache.example:6390/3',
    { host: 'cache.example', port: 6390, isSecure: true, username: 'u', password: 'p@ss', database: 3 },
  ],
  ['valkey://:p@[::1]:1', { host: '::1', port: 1, isSecure: false, password: 'p' }],
])('%s is read', (text, expected) => {
  expect(parseCacheConnection(text)).toEqual(expected)
})

it.each([
  '',
  'a b',
  'host:x',
  'host,nonsense',
  'redis://',
  'redis://h:99999',
  'redis://:%@h',
  'http://h',
  'h,defaultDatabase=x',
])('%j is not', (text) => {
  expect(parseCacheConnection(text)).toBe(undefined)
})
