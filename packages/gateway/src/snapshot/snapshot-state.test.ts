import { describe, expect, it } from 'vitest'
import { entriesOf } from '../gateway.fixture.ts'
import { createSnapshotState } from './snapshot-state.ts'

const { service, api, operation, product, productApi } = entriesOf('contoso')
const entries = [service(), api('echo'), operation('echo', 'get', 'GET', '/'), product('starter')]
const filled = () => {
  const state = createSnapshotState()
  state.apply({ type: 'snapshot', changeNumber: 7, entries })
  return state
}

describe('the resources of a snapshot stream', () => {
  it('are none before the first snapshot, and no change can come before it', () => {
    const state = createSnapshotState()
    expect(state.changeNumber).toBeUndefined()
    expect(state.apply({ type: 'change', changeNumber: 1, put: [], remove: [] })).toBeUndefined()
    expect(state.apply({ type: 'heartbeat', changeNumber: 0 })).toBeUndefined()
    expect(state.apply({ type: 'snapshot', changeNumber: 7, entries })).toEqual({ put: entries, removed: [] })
    expect([state.changeNumber, state.size]).toEqual([7, 4])
    expect(state.toMessage()).toEqual({ type: 'snapshot', changeNumber: 7, entries })
  })

  it('follow each change by its number; one that was missed is noticed, one that comes again is not applied', () => {
    const state = filled()
    const next = api('next')
    expect(state.apply({ type: 'change', changeNumber: 9, put: [next], remove: [] })).toBeUndefined()
    expect(state.apply({ type: 'change', changeNumber: 8, put: [next], remove: [] })).toEqual({
      put: [next],
      removed: [],
    })
    expect(state.apply({ type: 'change', changeNumber: 8, put: [], remove: [next.id] })).toEqual({
      put: [],
      removed: [],
    })
    expect(state.apply({ type: 'heartbeat', changeNumber: 8 })).toEqual({ put: [], removed: [] })
    expect(state.apply({ type: 'heartbeat', changeNumber: 9 })).toBeUndefined()
    expect([state.changeNumber, state.size]).toEqual([8, 5])
  })

  it('lose with a resource what is below it', () => {
    const state = filled()
    const association = productApi('starter', 'echo')
    state.apply({ type: 'change', changeNumber: 8, put: [association], remove: [] })
    const removed = state.apply({
      type: 'change',
      changeNumber: 9,
      put: [],
      remove: ['/services/contoso/apis/echo', '/x'],
    })
    expect(removed?.removed.map(({ id }) => id)).toEqual([
      '/services/contoso/apis/echo/operations/get',
      '/services/contoso/apis/echo',
    ])
    expect(state.toMessage().entries.map(({ kind }) => kind)).toEqual(['service', 'product', 'productApi'])
  })

  it('name in a new snapshot only what differs', () => {
    const state = filled()
    const changed = api('echo', { path: 'other' })
    const again = JSON.parse(JSON.stringify([entries[0], changed, entries[3]])) as typeof entries
    const change = state.apply({ type: 'snapshot', changeNumber: 3, entries: again })
    expect(change).toEqual({ put: [changed], removed: [entries[2]] })
    expect([state.changeNumber, state.size]).toEqual([3, 3])
  })
})
