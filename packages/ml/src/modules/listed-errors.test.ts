import { type AppError, isAppError } from '@sluice/contracts'
import { createTableFromRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDraft, makeInputs, modules, parse, streamedPorts } from './generated-cases.fixture.ts'
import type { Module } from './module.ts'
import type { PortValues } from './port-values.ts'
import { createRunContext } from './run-module.fixture.ts'

const context = createRunContext({ modules: Object.values(modules) })

async function errorOf(module: Module, inputs: PortValues, parameters: object): Promise<AppError | undefined> {
  const parsed = parse(module, parameters)
  if (parsed === undefined) return undefined
  try {
    await module.run(inputs, parsed, context)
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return error
  }
}

// What Apply Transformation refuses, the module that made the transformation has listed.
const ofOthers = Object.values(modules).flatMap(({ transformation, errors }) => (transformation ? errors : []))
const outside = ['DatasetNotFound']

// What takes no table, or needs the id of something that is saved, is tried in its own test.
const tried = Object.entries(modules).filter(
  ([, module]) => streamedPorts(module).length > 0 && parse(module, {}) !== undefined,
)

describe.each(tried)('the errors of %s', (id, module) => {
  const listed: readonly string[] = id === 'apply-transformation' ? [...module.errors, ...ofOthers] : module.errors

  it('are those that it lists', async () => {
    await fc.assert(
      fc.asyncProperty(anyDraft(module), async (one) => {
        const inputs = await makeInputs(module, one)
        const error = inputs && (await errorOf(module, inputs, one.parameters))
        if (error !== undefined) expect([...listed, ...outside], error.message).toContain(error.code)
      }),
      { seed: 45, numRuns: 60 },
    )
  })

  it('tell of a dataset without columns', async () => {
    const none = createTableFromRows([], [])
    const one = fc.sample(anyDraft(module), { seed: 46, numRuns: 20 })
    for (const each of one) {
      const inputs = await makeInputs(module, each)
      if (inputs === undefined) continue
      const empty = Object.entries(inputs).map(([port, value]) => [port, 'parts' in value ? none : value])
      const error = await errorOf(module, Object.fromEntries(empty), each.parameters)
      if (error !== undefined) expect([...listed, ...outside], error.message).toContain(error.code)
    }
  })
})
