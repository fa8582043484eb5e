import { describe, expect, it } from 'vitest'
import { pathOfTarget, queryOfTarget } from './request-target.ts'

describe('a request target', () => {
  it.each([
    ['/a/b?x=1', '/a/b', '?x=1'],
    ['/a/b', '/a/b', ''],
    ['/a?', '/a', '?'],
    ['/a?x=/../y', '/a', '?x=/../y'],
    ['/a/../b', '/b', ''],
    ['/a/./b', '/a/b', ''],
    ['/a/%2e%2E/b', '/b', ''],
    ['/a/.%2e/b', '/b', ''],
    ['/a/..', '/', ''],
    ['/a/b/.', '/a/b/', ''],
    ['/../../a', '/a', ''],
    ['/a\\..\\b', '/b', ''],
    ['/a/.b/..c/d', '/a/.b/..c/d', ''],
    ['/a/%2f../b', '/a/%2f../b', ''],
    ['/', '/', ''],
  ])('%s has the path %s and the query %s', (target, path, query) => {
    expect(pathOfTarget(target)).toBe(path)
    expect(queryOfTarget(target)).toBe(query)
  })
})
