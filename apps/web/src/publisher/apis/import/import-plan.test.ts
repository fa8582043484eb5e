import { expect, it } from 'vitest'
import { toChanges } from './import-plan.ts'

it('lists what goes before what changes and what comes', () => {
  const changes = toChanges({
    definition: { format: 'openapi', version: '3.0.3' },
    added: [{ id: 'a', displayName: 'A', method: 'GET', urlTemplate: '/a' }],
    changed: [{ id: 'b', existingId: 'b', method: 'GET', urlTemplate: '/b', fields: ['description'] }],
    removed: [{ id: 'c' }],
    unchanged: 3,
    schemas: 0,
    tags: 0,
    notes: [],
  })
  expect(changes).toEqual([
    { kind: 'removed', id: 'c', name: 'c', method: '', urlTemplate: '', fields: [] },
    { kind: 'changed', id: 'b', name: 'b', method: 'GET', urlTemplate: '/b', fields: ['description'] },
    { kind: 'added', id: 'a', name: 'A', method: 'GET', urlTemplate: '/a', fields: [] },
  ])
})
