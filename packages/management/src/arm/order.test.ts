import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { resources } from '../resources/index.ts'
import { sortableFields } from './order.ts'

async function start() {
  const { call } = await startManagement({ createSamples: false })
  for (const [id, path] of [
    ['b', 'shop/Zoo'],
    ['a', 'Alpha'],
    ['C', 'alpha/two'],
  ] as const) {
    await call('PUT', `/apis/${id}`, { properties: { displayName: `API ${id}`, path, protocols: ['https'] } })
  }
  const names = async (query: string) => {
    const { json } = await call('GET', `/apis?${query}`)
    return json.value.map(({ name }: { name: string }) => name).join('')
  }
  return { call, names }
}

describe('$orderby', () => {
  it('sorts by fields without regard to case, up or down, and by creation among equals', async () => {
    const { names } = await start()
    expect(await names('$orderby=displayName')).toBe('abC')
    expect(await names('$orderby=properties/displayName desc')).toBe('Cba')
    expect(await names('$orderby=path asc, name')).toBe('aCb')
    expect(await names('$orderby=isCurrent')).toBe('baC')
    expect(await names('$orderby=isCurrent,name DESC')).toBe('Cba')
    expect(await names('$orderby=createdDateTime desc')).toBe('baC')
    expect(await names('')).toBe('baC')
  })

  it('goes together with a filter and with pages, whose links keep it', async () => {
    const { call, names } = await start()
    const filter = "$filter=contains(displayName,'C') or contains(path,'ALPHA')"
    expect(await names(`${filter}&$orderby=name desc`)).toBe('Ca')
    const { json } = await call('GET', `/apis?${filter}&$orderby=name desc&$top=1`)
    expect([json.value[0].name, json.count]).toEqual(['C', 2])
    const next = new URL(json.nextLink)
    expect(next.searchParams.get('$orderby')).toBe('name desc')
    expect(await names(`${next.searchParams}`)).toBe('a')
  })

  it.each(['nothing', 'name up', 'name;', 'name,', 'name,name,name,name,name,name'])('refuses %s', async (order) => {
    const { call } = await start()
    const { status, json } = await call('GET', `/apis?$orderby=${encodeURIComponent(order)}`)
    expect([status, json.error.code]).toEqual([400, 'InvalidQueryParameter'])
  })

  it('takes every field that is declared, each once', async () => {
    const { call } = await start()
    for (const resource of resources.filter(({ path }) => /^\/\w+\/\{\w+\}$/.test(path))) {
      const fields = sortableFields(resource)
      expect(new Set(fields).size).toBe(fields.length)
      const list = resource.path.slice(0, resource.path.lastIndexOf('/'))
      for (const field of fields) {
        expect([list, field, (await call('GET', `${list}?$orderby=${field} desc`)).status]).toEqual([list, field, 200])
      }
    }
  })
})
