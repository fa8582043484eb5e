import { describe, expect, it } from 'vitest'
import { readResource } from './resource.ts'

const account = { names: ['sluice', 'tutorial'], ownHost: 'files.example.org' }
const read = (host: string, path: string, isContainer = false) => readResource(host, path, isContainer, account)

describe('the resource of an address', () => {
  it.each([
    ['127.0.0.1', '/sluice/data/a/b', { account: 'sluice', container: 'data', blob: 'a/b' }],
    ['localhost', '/tutorial/data/b', { account: 'tutorial', container: 'data', blob: 'b' }],
    ['sluice.blob.core.windows.net', '/data/b', { account: 'sluice', container: 'data', blob: 'b' }],
    ['tutorial.localhost', '/data/b', { account: 'tutorial', container: 'data', blob: 'b' }],
    ['files.example.org', '/sluice/b', { account: 'sluice', container: 'sluice', blob: 'b' }],
    ['sluice.localhost', '/sluice/b', { account: 'sluice', container: 'sluice', blob: 'b' }],
    ['localhost', '/sluice', { account: 'sluice' }],
    ['localhost', '/sluice/', { account: 'sluice' }],
    ['localhost', '/sluice/blob', { account: 'sluice', container: '$root', blob: 'blob' }],
  ])('at %s%s is found', (host, path, expected) => {
    expect(read(host, path)).toEqual(expected)
  })

  it('is a container where the request says so', () => {
    expect(read('localhost', '/sluice/data', true)).toEqual({ account: 'sluice', container: 'data' })
    expect(read('localhost', '/sluice/data/', true)).toEqual({ account: 'sluice', container: 'data' })
  })

  it.each([
    ['localhost', '/other/data/b', 'StorageAccountUnknown'],
    ['sluice', '/data/b', 'StorageAccountUnknown'],
    ['localhost', '/sluice/UPPER/b', 'InvalidResourceName'],
    ['localhost', '/sluice/a/b', 'OutOfRangeInput'],
  ])('at %s%s is refused', (host, path, code) => {
    expect(() => read(host, path)).toThrow(expect.objectContaining({ code }))
  })
})
