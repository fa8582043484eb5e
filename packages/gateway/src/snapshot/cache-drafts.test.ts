import type { CacheConnection, SnapshotEntryOf } from '@sluice/contracts'
import { createFixedClock, createMemoryLog, createMemoryRemoteCache, type MemoryRemoteCache } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createExternalCache } from '../cache/external-cache.ts'
import { sealFor } from '../gateway.fixture.ts'
import { CacheDrafts } from './cache-drafts.ts'
import { DefinitionDrafts, type OpenSecret } from './definition-drafts.ts'

const entry = (name: string, connectionString: string, useFromLocation: string): SnapshotEntryOf<'cache'> => {
  const id = `/services/contoso/caches/${name}`
  const sealedConnectionString = sealFor(JSON.stringify(connectionString), `${id}#connectionString`)
  return { id, kind: 'cache', ordinal: 1, properties: { useFromLocation, sealedConnectionString } }
}

function create() {
  const clock = createFixedClock()
  const log = createMemoryLog()
  const opened: { connection: CacheConnection; cache: MemoryRemoteCache }[] = []
  const shared = createExternalCache(createMemoryRemoteCache(clock), { clock, log })
  const openSecret: OpenSecret = (sealed, purpose) => sealed.slice(sealFor('', purpose).length)
  const definitions = new DefinitionDrafts(openSecret, log)
  const drafts = new CacheDrafts(
    {
      clock,
      log,
      openSecret,
      externalCache: shared,
      openRemoteCache(connection) {
        const cache = createMemoryRemoteCache(clock)
        opened.push({ connection, cache })
        return cache
      },
    },
    definitions,
  )
  return { drafts, definitions, opened, shared, log }
}

describe('external caches of an instance', () => {
  it('go before the one for all instances, that for all places before one for a certain place', async () => {
    const { drafts, opened, shared } = create()
    expect(drafts.compile()).toBe(shared)
    drafts.set('west', entry('west', 'west.example:6380,password=p,ssl=True', 'westeurope'))
    const west = drafts.compile()
    expect(west).not.toBe(shared)
    drafts.set('default', entry('default', 'all.example', 'Default'))
    expect(drafts.compile()).not.toBe(west)
    expect(opened.map(({ connection }) => connection)).toEqual([
      { host: 'west.example', port: 6380, isSecure: true, password: 'p' },
      { host: 'all.example', port: 6379, isSecure: false },
    ])
    drafts.set('default', undefined)
    expect(drafts.compile()).toBe(west)
  })

  it('let go of their connection when they change or go', () => {
    const { drafts, opened } = create()
    drafts.set('default', entry('default', 'a.example', 'default'))
    drafts.compile()
    drafts.set('default', entry('default', 'b.example', 'default'))
    drafts.compile()
    expect(opened.map(({ cache }) => cache.isAway)).toEqual([true, false])
    drafts.set('default', undefined)
    expect(opened.map(({ cache }) => cache.isAway)).toEqual([true, true])
  })

  it('are left out, with a word in the log that does not quote them, when they cannot be read', () => {
    const { drafts, shared, log } = create()
    drafts.set('default', entry('default', 'not one, password=hush', 'default'))
    expect(drafts.compile()).toBe(shared)
    expect(log.records.map(({ message }) => message)).toEqual([
      'An external cache cannot be used; calls go on without it.',
    ])
    expect(JSON.stringify(log.records)).not.toContain('hush')
  })
  it('take named values into their connection string, and connect anew when one changes', () => {
    const { drafts, definitions, opened, shared } = create()
    const setPassword = (value: string | undefined) =>
      definitions.setNamedValue(
        'one',
        value === undefined
          ? undefined
          : { id: '/n/one', kind: 'namedValue', ordinal: 1, properties: { displayName: 'Secret', value } },
      )
    drafts.set('default', entry('default', 'a.example,password={{secret}}', 'default'))
    expect(drafts.compile()).toBe(shared)
    setPassword('first')
    const first = drafts.compile()
    expect(drafts.compile()).toBe(first)
    setPassword('second')
    expect(drafts.compile()).not.toBe(first)
    expect(opened.map(({ connection, cache }) => [connection.password, cache.isAway])).toEqual([
      ['first', true],
      ['second', false],
    ])
    setPassword(undefined)
    expect(drafts.compile()).toBe(shared)
  })
})
