import { describe, expect, test } from 'vitest'
import { createMemoryCall, type MemoryCallOptions } from '../memory/memory-call.ts'
import { withHealthPaths } from './with-health-paths.ts'

async function answer(options: MemoryCallOptions, isReady: () => boolean | string = () => true) {
  const { call, response } = createMemoryCall(options)
  withHealthPaths((given) => given.respond({ status: 404, headers: [] }, 'other'), isReady)(call)
  const { status, text } = await response
  return [status, text()]
}

describe('withHealthPaths', () => {
  test('says that the process lives, also while it is not ready', async () => {
    expect(await answer({ target: '/health/live' }, () => false)).toEqual([200, '{"status":"ok"}'])
  })

  test('says that it is ready', async () => {
    expect(await answer({ target: '/health/ready?x=1' })).toEqual([200, '{"status":"ok"}'])
  })

  test('says why it is not ready', async () => {
    expect(await answer({ target: '/health/ready' }, () => 'No snapshot yet.')).toEqual([
      503,
      '{"status":"unavailable","reason":"No snapshot yet."}',
    ])
    expect(await answer({ target: '/health/ready' }, () => false)).toEqual([
      503,
      '{"status":"unavailable","reason":"Not ready yet."}',
    ])
  })

  test('answers HEAD without a body', async () => {
    expect(await answer({ method: 'HEAD', target: '/health/live' })).toEqual([200, ''])
  })

  test.each([
    { target: '/' },
    { target: '/health' },
    { target: '/health/live/x' },
    { target: '/health/liveness' },
    { target: '/health/live', method: 'POST' },
  ])('hands $method $target on', async (options) => {
    expect(await answer(options)).toEqual([404, 'other'])
  })
})
