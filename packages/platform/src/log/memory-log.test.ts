import { expect, it } from 'vitest'
import { createMemoryLog } from './memory-log.ts'

it('keeps what was logged, with the fields of its parents', () => {
  const log = createMemoryLog()
  const error = new Error('x')
  log.child({ role: 'ml' }).child({ requestId: 'r' }).error('failed', { error })
  log.info('done')
  expect(log.records).toEqual([
    { level: 'error', message: 'failed', fields: { role: 'ml', requestId: 'r', error } },
    { level: 'info', message: 'done', fields: {} },
  ])
})
