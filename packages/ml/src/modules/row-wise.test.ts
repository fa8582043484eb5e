import { sliceRows, type Table, toRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileInputs } from './define-module.ts'
import {
  anyCase,
  isRefusal,
  makers,
  makeTransformation,
  modules,
  refusing,
  rowWiseModules,
  streamedPorts,
  toRowWiseCase,
} from './generated-cases.fixture.ts'
import type { CompiledModule, Module } from './module.ts'
import { createModuleContext } from './module-context.ts'

const context = createModuleContext(modules)

/** The rows at each output, of the table in these pieces, one behind another; undefined where a piece is refused. */
async function rowsOf(compiled: CompiledModule, ports: readonly string[], pieces: readonly Table[]) {
  const rows: Record<string, unknown[]> = {}
  for (const piece of pieces) {
    const outputs = await refusing(() => compiled.run(Object.fromEntries(ports.map((port) => [port, piece]))))
    if (isRefusal(outputs)) return undefined
    for (const [port, table] of Object.entries(outputs)) {
      expect(table.schema, port).toEqual(compiled.outputSchemas[port])
      const constant = compiled.constantOutputs?.[port]
      if (constant === undefined) rows[port] = [...(rows[port] ?? []), ...toRows(table)]
      else expect(toRows(table)).toEqual(toRows(constant))
    }
  }
  return rows
}

function piecesOf(table: Table, size: number): Table[] {
  const pieces: Table[] = []
  for (let start = 0; start < table.rowCount; start += size) {
    pieces.push(sliceRows(table, start, Math.min(start + size, table.rowCount)))
  }
  return pieces.length === 0 ? [table] : pieces
}

describe('row-wise modules', () => {
  it.each(rowWiseModules.map((module) => [module.title, module] as const))(
    '%s gives the same for rows one by one, in batches and all at once',
    async (_, module) => {
      const ports = streamedPorts(module)
      let compared = 0
      await fc.assert(
        fc.asyncProperty(anyCase(module), async (one) => {
          const given = await toRowWiseCase(module, one)
          if (given === undefined) return
          const compiled = await refusing(() =>
            (module.compile as NonNullable<Module['compile']>)(
              compileInputs(given.inputs, ports),
              given.parameters,
              context,
            ),
          )
          if (isRefusal(compiled)) return
          const whole = await rowsOf(compiled, ports, [one.table])
          expect(await rowsOf(compiled, ports, piecesOf(one.table, 1))).toEqual(whole)
          expect(await rowsOf(compiled, ports, piecesOf(one.table, one.size))).toEqual(whole)
          compared += 1
        }),
        { seed: 42, numRuns: 60 },
      )
      // Parameters that always fail would prove nothing.
      expect(compared).toBeGreaterThan(15)
    },
  )
})

describe('transformations', () => {
  it.each(makers.map((module) => [module.title, module] as const))(
    'of %s give for the data that they were made from what the module gave',
    async (_, module) => {
      let compared = 0
      await fc.assert(
        fc.asyncProperty(anyCase(module), async ({ table, parameters }) => {
          const made = await makeTransformation({ module: module.id, parameters }, table)
          if (made?.made === undefined) return
          const { transformation } = made
          const code = context.transformation(transformation.shape.module)
          const compiled = code.compile(transformation, table.schema)
          const known = code.outputSchema(transformation.shape, table.schema)
          if (known !== undefined) expect(known).toEqual(compiled.outputSchema)
          const applied = compiled.run(table)
          expect(applied.schema).toEqual(compiled.outputSchema)
          // A module may add columns of its own behind those of the transformation.
          const { length } = applied.schema
          expect(made.made.schema.slice(0, length)).toEqual(applied.schema)
          expect(toRows(applied)).toEqual(toRows(made.made).map((row) => row.slice(0, length)))
          compared += 1
        }),
        { seed: 43, numRuns: 150 },
      )
      expect(compared).toBeGreaterThan(40)
    },
  )
})
