import type { CatalogueParameter } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { effectiveValue, isSet, visibleParameters, withParameter } from './parameter-view.ts'

const parameter = (name: string, rest: Partial<CatalogueParameter> = {}): CatalogueParameter => ({
  name,
  title: name,
  description: '',
  isRequired: false,
  editor: 'text-line',
  schema: { type: 'string' },
  ...rest,
})
const parameters = [
  parameter('source', { default: 'blob' }),
  parameter('url', { visibleWhen: { source: ['http'] } }),
  parameter('isLoud', { default: false }),
  parameter('volume', { default: 3, visibleWhen: { isLoud: [true], source: ['blob'] } }),
]
const visible = (set: Record<string, never> | Record<string, string | boolean>) =>
  visibleParameters(parameters, set).map(({ name }) => name)

describe('parameters of a module', () => {
  it('are shown only where they have an effect, with defaults counted', () => {
    expect(visible({})).toEqual(['source', 'isLoud'])
    expect(visible({ source: 'http', isLoud: true })).toEqual(['source', 'url', 'isLoud'])
    expect(visible({ isLoud: true })).toEqual(['source', 'isLoud', 'volume'])
  })

  it('stay set to what is the default as well, until they are reset', () => {
    const volume = parameters[3] as CatalogueParameter
    const set = withParameter({ source: 'blob' }, 'volume', 3)
    expect(set).toEqual({ source: 'blob', volume: 3 })
    expect(isSet(volume, set)).toBe(true)
    const reset = withParameter(set, 'volume', undefined)
    expect(reset).toEqual({ source: 'blob' })
    expect(effectiveValue(volume, reset)).toBe(3)
  })
})
