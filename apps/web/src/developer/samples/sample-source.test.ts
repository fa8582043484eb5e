import { describe, expect, it } from 'vitest'
import { prepareSample, type SampleSource } from './sample-source.ts'

const source: SampleSource = {
  method: 'POST',
  url: 'http://localhost/a/{id}/b?x={x y}',
  headers: [
    { name: 'Key', value: '12"3', isSecret: true },
    { name: 'Authorization', value: 'Bearer abc', isSecret: true },
    { name: 'Accept', value: '*/*', isSecret: false },
  ],
  text: '{"id":1}',
}
const write = ({ call, finish }: ReturnType<typeof prepareSample>) => finish(JSON.stringify(call, null, 1))

describe('the sample on the screen', () => {
  it('is asked for without secrets and without characters that a language escapes', () => {
    const { call } = prepareSample(source, 'masked')
    expect(JSON.stringify([call.url, call.headers])).not.toMatch(/12|abc|[{}•]/)
    expect(call.body).toEqual({ text: '{"id":1}' })
  })

  it('shows dots for secrets and names for what is not filled in', () => {
    const text = write(prepareSample(source, 'masked'))
    expect(text).toContain('http://localhost/a/{id}/b?x={x y}')
    expect(text).toContain('"Bearer ••••••••"')
    expect(text).not.toContain('Slot')
  })
})

it('the copy has the real secrets', () => {
  const { call } = prepareSample({ ...source, text: '' }, 'real')
  expect(call.headers).toEqual([
    ['Key', '12"3'],
    ['Authorization', 'Bearer abc'],
    ['Accept', '*/*'],
  ])
  expect('body' in call).toBe(false)
})
