import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('documentations', () => {
  it('have a title and Markdown, and are found by either', async () => {
    const { call } = await startManagement()
    const untitled = await call('PUT', '/documentations/guide', { properties: { content: '# Guide' } })
    expect(untitled.json.error.details[0].target).toBe('properties.title')
    await call('PUT', '/documentations/guide', { properties: { title: 'Guide', content: '# How to begin' } })
    const { json } = await call('GET', "/documentations?$filter=contains(content,'begin')")
    expect(json.value[0].properties).toEqual({ title: 'Guide', content: '# How to begin' })
  })

  it('leave the wikis that showed them when they go', async () => {
    const { call } = await startManagement()
    for (const id of ['first', 'second']) await call('PUT', `/documentations/${id}`, { properties: { title: id } })
    const documents = [{ documentationId: 'first' }, { documentationId: 'second' }]
    for (const owner of ['/apis/echo-api', '/products/starter']) {
      await call('PUT', `${owner}/wikis/default`, { properties: { documents } })
    }
    expect((await call('DELETE', '/documentations/first', undefined, { 'If-Match': '*' })).status).toBe(200)
    for (const owner of ['/apis/echo-api', '/products/starter']) {
      const { json } = await call('GET', `${owner}/wikis/default`)
      expect(json.properties.documents).toEqual([{ documentationId: 'second' }])
    }
  })
})
