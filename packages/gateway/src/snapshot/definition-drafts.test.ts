import type { SnapshotEntry } from '@sluice/contracts'
import { createFixedClock, createMemoryLog } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { allocateCounterTable } from '../counters/counter-table.ts'
import { createSharedCounters } from '../counters/shared-counters.ts'
import { createTestGateway, entriesOf, sealFor } from '../gateway.fixture.ts'
import { createTestServices } from '../pipeline/policy-services.fixture.ts'
import { createPolicyEngine } from './policy-engine.ts'
import { createSnapshotCompiler } from './snapshot-compiler.ts'

const { service, api, operation, product, policy, namedValue, secretValue, fragment } = entriesOf('contoso')

/** A document that answers with one header. */
const says = (value: string) =>
  `<policies><outbound><base/><set-header name="Says"><value>${value}</value></set-header></outbound></policies>`
const sets = (name: string, value: string) => `<set-header name="${name}"><value>${value}</value></set-header>`
const includes = (id: string) => `<include-fragment fragment-id="${id}"/>`
const outbound = (statements: string) => `<policies><outbound><base/>${statements}</outbound></policies>`

function start(entries: readonly SnapshotEntry[]) {
  const test = createTestGateway([service(), api('echo'), operation('echo', 'get', 'GET', '/a'), ...entries])
  let changeNumber = 1
  return {
    ...test,
    change: (put: readonly SnapshotEntry[], remove: readonly string[] = []) =>
      test.gateway.apply({ type: 'change', changeNumber: ++changeNumber, put, remove }),
    header: async (name = 'says') => (await test.send({ target: '/echo/a' })).header(name),
    complaints: () => test.log.records.filter(({ level }) => level === 'error'),
  }
}

describe('a named value', () => {
  it('stands in for its name, whole or in part, in any case, wherever it comes in the snapshot', async () => {
    const { header } = start([
      policy('/apis/echo', says('a-{{One}}-{{two}}-b')),
      namedValue('ONE', '1'),
      namedValue('two', '{{one}}'),
    ])
    expect(await header()).toBe('a-1-{{one}}-b')
  })

  it('can be an attribute, and cannot end it', async () => {
    const { header } = start([policy('/apis/echo', outbound(sets('{{name}}', 'x'))), namedValue('name', 'X-Name')])
    expect(await header('x-name')).toBe('x')
    const evil = '"/><set-header name="Evil"><value>1</value></set-header><set-header name="'
    const { header: evilHeader, complaints } = start([
      policy('/apis/echo', outbound(sets('{{name}}', 'x'))),
      namedValue('name', evil),
    ])
    expect(await evilHeader('evil')).toBeUndefined()
    expect(complaints()).toHaveLength(1)
  })

  it('reaches what uses it when it changes, comes late, is renamed or comes back', async () => {
    const { header, change, complaints } = start([policy('/apis/echo', says('{{one}}'))])
    expect([await header(), complaints().length]).toEqual([undefined, 1])
    change([namedValue('one', '1')])
    expect(await header()).toBe('1')
    change([namedValue('one', '2')])
    expect(await header()).toBe('2')
    const renamed = { ...namedValue('one', '2'), properties: { displayName: 'other', value: '2' } } as SnapshotEntry
    change([renamed, policy('/apis/echo', says('{{other}}'))])
    expect(await header()).toBe('2')
    change([], [renamed.id])
    expect([await header(), complaints().length]).toEqual(['2', 2])
    change([namedValue('other', '3')])
    expect(await header()).toBe('3')
  })

  it('that is secret is opened here, and never shown in what is logged', async () => {
    const secret = secretValue('key', 'not a header name!')
    expect(JSON.stringify(secret)).toContain(sealFor('', '/services/contoso/namedvalues/id-of-key#value'))
    const { header, change, log, complaints } = start([policy('/apis/echo', says('{{key}}')), secret])
    expect(await header()).toBe('not a header name!')
    change([policy('/apis/echo', outbound(sets('{{key}}', 'x')))])
    expect(await header()).toBe('not a header name!')
    expect(JSON.stringify(log.records)).not.toContain('not a header')
    expect(JSON.stringify(complaints())).toContain("'name' attribute has the invalid value '{{key}}'")
    const moved = { ...secretValue('key', 'x'), id: '/services/contoso/namedvalues/elsewhere' } as SnapshotEntry
    change([moved], [secret.id])
    expect(await header()).toBe('not a header name!')
    expect(complaints().at(-2)?.message).toContain('cannot be opened')
  })
})

describe('a fragment', () => {
  it('runs where it is included, with its own named values and fragments', async () => {
    const { header } = start([
      policy('/apis/echo', outbound(`${sets('A', '1')}${includes('Outer')}${sets('C', '{{v}}')}`)),
      fragment('outer', includes('inner')),
      fragment('inner', sets('B', '{{v}}')),
      namedValue('v', '2'),
    ])
    expect([await header('a'), await header('b'), await header('c')]).toEqual(['1', '2', '2'])
  })

  it('reaches what includes it when it changes, over others too', async () => {
    const { header, change, complaints } = start([
      policy('/apis/echo', outbound(includes('outer'))),
      fragment('outer', includes('inner')),
      fragment('inner', sets('Says', '1')),
    ])
    expect(await header()).toBe('1')
    change([fragment('inner', sets('Says', '2'))])
    expect(await header()).toBe('2')
    change([fragment('inner', sets('Says', '{{late}}'))])
    expect([await header(), complaints().length]).toEqual(['2', 1])
    change([namedValue('late', '3')])
    expect(await header()).toBe('3')
    change([], [fragment('inner', '').id])
    expect(await header()).toBe('3')
    change([fragment('inner', '<rate-limit calls="1" renewal-period="10"/>')])
    expect(await header()).toBe('3')
    expect(JSON.stringify(complaints().at(-1))).toContain(
      "In the fragment 'inner', element 'rate-limit' on line 1, column 12: Policy is not allowed in the section 'outbound'",
    )
  })
})

describe('the compiler of snapshots', () => {
  it('reads anew only the documents that use what changed', () => {
    const clock = createFixedClock()
    const log = createMemoryLog()
    const counters = createSharedCounters(allocateCounterTable(16, Int32Array.of(1, 2, 3, 4)), clock)
    const engine = createPolicyEngine(createTestServices({ counters }, { clock }), log)
    const compiler = createSnapshotCompiler({ engine, log, clock, circuits: counters, openSecret: (sealed) => sealed })
    const documentsOf = (snapshot: ReturnType<typeof compiler.apply>) => {
      const compiled = snapshot?.services[0]
      const match = compiled?.routes.match('/echo/a', '', { isSecure: true, header: () => undefined })
      return [
        compiled?.policy.document,
        compiled?.productByName.get('starter')?.policy.document,
        match?.target.policy.document,
        match?.target.operations.match('GET', '/a', '')?.policy.document,
      ]
    }
    const before = documentsOf(
      compiler.apply({
        type: 'snapshot',
        changeNumber: 1,
        entries: [
          service(),
          api('echo'),
          operation('echo', 'get', 'GET', '/a'),
          product('starter'),
          namedValue('one', '1'),
          namedValue('two', '2'),
          fragment('f', sets('F', '{{two}}')),
          policy('', '<policies/>'),
          policy('/products/starter', outbound(includes('f'))),
          policy('/apis/echo', says('{{one}}')),
          policy('/apis/echo/operations/get', says('{{two}}')),
        ],
      }),
    )
    expect(before).not.toContain(undefined)
    const changedBy = (changeNumber: number, put: SnapshotEntry) => {
      const after = documentsOf(compiler.apply({ type: 'change', changeNumber, put: [put], remove: [] }))
      const changed = after.map((document, index) => document !== before[index])
      before.splice(0, before.length, ...after)
      return changed
    }
    expect(changedBy(2, namedValue('one', 'new'))).toEqual([false, false, true, false])
    expect(changedBy(3, namedValue('two', 'new'))).toEqual([false, true, false, true])
    expect(changedBy(4, fragment('f', sets('F', 'x')))).toEqual([false, true, false, false])
    expect(changedBy(5, namedValue('two', 'newer'))).toEqual([false, false, false, true])
    expect(changedBy(6, namedValue('three', 'unused'))).toEqual([false, false, false, false])
  })
})
