import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom } from '../run-module.fixture.ts'
import { webServiceInput } from './web-service-input.ts'

describe('Web service input', () => {
  it('is called input1 when nothing is set', () => {
    expect(webServiceInput.parameters.parse({})).toEqual({ name: 'input1' })
    expect(webServiceInput.parameters.safeParse({ name: '' }).success).toBe(false)
  })

  it('knows no columns by itself, and has no rows outside of a call', async () => {
    expect(shapesFrom(webServiceInput, {})).toEqual({ data: undefined })
    await expect(runModule(webServiceInput, {})).rejects.toThrow('Input "Data" is null or empty')
  })
})
