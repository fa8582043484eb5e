import { createTableFromRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom } from '../run-module.fixture.ts'
import { webServiceOutput } from './web-service-output.ts'

describe('Web service output', () => {
  it('is called output1 when nothing is set', () => {
    expect(webServiceOutput.parameters.parse({})).toEqual({ name: 'output1' })
  })

  it('is an end: it gives nothing to other modules', async () => {
    expect(webServiceOutput.outputs).toEqual({})
    expect(shapesFrom(webServiceOutput, { data: [] })).toEqual({})
    expect(await runModule(webServiceOutput, { data: createTableFromRows([], []) })).toEqual({})
  })
})
