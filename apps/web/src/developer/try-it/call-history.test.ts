import { describe, expect, it } from 'vitest'
import { addCall, keptCalls, maskUrl, type PastCall } from './call-history.ts'
import { type ConsoleDraft, newRow } from './console-draft.ts'

const draft: ConsoleDraft = {
  template: { id: '7', token: 'secret-1' },
  declared: { 'api-key': 'secret-2', page: '2' },
  query: [newRow('sig', 'secret-3'), newRow('q', 'open')],
  headers: [newRow('Authorization', 'Bearer secret-4'), newRow('X-Own', 'secret-5', true), newRow('Accept', '*/*')],
  bodyKind: 'text',
  text: '{"a":1}',
  timeoutSeconds: 60,
}
const call = (id: string): PastCall => ({
  id,
  service: 'sluice',
  api: 'a',
  operation: 'o',
  operationName: 'O',
  method: 'GET',
  url: 'http://localhost/a?page=2&api-key=secret-2',
  status: 200,
  milliseconds: 1,
  at: '2026-01-01T00:00:00Z',
  draft,
})

describe('the calls that are kept', () => {
  it('have no secret of any kind, and all that is none', () => {
    const [kept] = addCall([], call('one'))
    expect(JSON.stringify(kept)).not.toContain('secret-')
    expect(kept?.url).toBe('http://localhost/a?page=2&api-key=••••')
    expect(kept?.draft.template).toEqual({ id: '7', token: '' })
    expect(kept?.draft.declared).toEqual({ 'api-key': '', page: '2' })
    expect(kept?.draft.query.map(({ name, value }) => [name, value])).toEqual([
      ['sig', ''],
      ['q', 'open'],
    ])
    expect(kept?.draft.headers.map(({ value }) => value)).toEqual(['', '', '*/*'])
    expect(kept?.draft.text).toBe('{"a":1}')
  })

  it('are the last ten, the newest first', () => {
    const ids = Array.from({ length: 12 }, (_, index) => String(index))
    const all = ids.reduce<readonly PastCall[]>((calls, id) => addCall(calls, call(id)), [])
    expect(all.map(({ id }) => id)).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'])
    expect(all.length).toBe(keptCalls)
  })

  it('leave out long bodies', () => {
    const [kept] = addCall([], { ...call('long'), draft: { ...draft, text: 'x'.repeat(100_001) } })
    expect(kept?.draft.text).toBe('')
  })
})

it('an address without a query, or with an odd one, stays', () => {
  expect(maskUrl('http://h/a')).toBe('http://h/a')
  expect(maskUrl('http://h/a?%zz=1&b')).toBe('http://h/a?%zz=1&b')
})
