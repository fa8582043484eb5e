import { isAppError } from '@sluice/contracts'
import { sliceRows, type Table, toRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyParameters, anyTable } from './generated-tables.fixture.ts'
import { modules as registry } from './index.ts'
import type { CompiledModule, CompileInputs, Module, Modules, ParameterValues } from './module.ts'
import { createModuleContext } from './module-context.ts'
import { isTable, type PortValues, type Transformation } from './port-values.ts'
import { createRunContext } from './run-module.fixture.ts'

const modules: Modules = registry
const context = createModuleContext(modules)
const all = Object.values(modules)

const tablePorts = ({ inputs }: Module) =>
  Object.entries(inputs).flatMap(([name, { type, isStatic }]) => (type === 'table' && isStatic !== true ? [name] : []))
/** Models are trained by their own tests; a table that is read whole has a form of its own. */
const isGeneral = ({ inputs }: Module) =>
  Object.values(inputs).every(
    ({ type, isStatic, isOptional }) =>
      isOptional === true || (type === 'table' ? isStatic !== true : type === 'transformation'),
  )
const makers = all.filter((module) => module.transformation !== undefined && isGeneral(module))
/** A module that keeps to what it learned needs that at an input, and shows in its own test that it is row-wise then. */
const needsWhatItLearned = ({ whenPredicting }: Module) => whenPredicting !== undefined
const rowWise = all.filter((module) => module.compile !== undefined && isGeneral(module) && !needsWhatItLearned(module))

/** A module with parameters that suit a table; undefined where they do not go together. */
function parse(module: Module, parameters: object): ParameterValues | undefined {
  const parsed = module.parameters.safeParse(parameters)
  return parsed.success ? parsed.data : undefined
}

async function refusing<Result>(
  work: () => Result | Promise<Result>,
): Promise<Result | { readonly refusedBy: string }> {
  try {
    return await work()
  } catch (error) {
    if (!isAppError(error)) throw error
    return { refusedBy: error.code }
  }
}
const isRefused = (value: object): value is { readonly refusedBy: string } => 'refusedBy' in value

/** The rows at each output, of the table in these pieces, one behind another; or what the first piece that fails says. */
async function rowsOf(compiled: CompiledModule, ports: readonly string[], pieces: readonly Table[]) {
  const rows: Record<string, unknown[]> = {}
  for (const piece of pieces) {
    const outputs = await refusing(() => compiled.run(Object.fromEntries(ports.map((port) => [port, piece]))))
    if (isRefused(outputs)) return outputs
    for (const [port, table] of Object.entries(outputs as Readonly<Record<string, Table>>)) {
      expect(table.schema, port).toEqual(compiled.outputSchemas[port])
      rows[port] = [...(rows[port] ?? []), ...toRows(table)]
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

/** A transformation that some module made of this very table. */
async function makeTransformation(maker: Module, table: Table, parameters: object) {
  const parsed = parse(maker, parameters)
  if (parsed === undefined) return undefined
  const outputs = await refusing(() => maker.run(inputsOf(maker, table), parsed, createRunContext({ modules: all })))
  if (isRefused(outputs)) return undefined
  const values = Object.values(outputs as PortValues).filter((value) => value !== undefined)
  const transformation = values.find(
    (value): value is Transformation => !isTable(value) && value.kind === 'transformation',
  )
  return transformation && { transformation, made: values.find(isTable) }
}

const inputsOf = (module: Module, table: Table): PortValues =>
  Object.fromEntries(tablePorts(module).map((port) => [port, table]))

/** A table, parameters for the module, and a transformation where one of its ports takes one. */
const anyCase = (module: Module) =>
  anyTable.chain((table) => {
    const names = table.schema.map(({ name }) => name)
    const maker = fc
      .constantFrom(...makers)
      .chain((one) => fc.record({ maker: fc.constant(one), parameters: anyParameters(one, names) }))
    return fc.record({
      table: fc.constant(table),
      parameters: anyParameters(module, names),
      maker,
      size: fc.integer({ min: 2, max: 5 }),
    })
  })

describe('row-wise modules', () => {
  it.each(rowWise.map((module) => [module.title, module] as const))(
    '%s gives the same for rows one by one, in batches and all at once',
    async (_, module) => {
      const ports = tablePorts(module)
      let compared = 0
      await fc.assert(
        fc.asyncProperty(anyCase(module), async ({ table, parameters, maker, size }) => {
          const parsed = parse(module, parameters)
          if (parsed === undefined || !module.isRowWise(parsed)) return
          const inputs: Record<string, unknown> = Object.fromEntries(ports.map((port) => [port, table.schema]))
          for (const [port, { type }] of Object.entries(module.inputs)) {
            if (type === 'transformation')
              inputs[port] = (await makeTransformation(maker.maker, table, maker.parameters))?.transformation
            if (inputs[port] === undefined && module.inputs[port]?.isOptional !== true) return
          }
          const compiled = await refusing(() =>
            (module.compile as NonNullable<Module['compile']>)(inputs as CompileInputs, parsed, context),
          )
          if (isRefused(compiled)) return
          const whole = await rowsOf(compiled, ports, [table])
          expect(await rowsOf(compiled, ports, piecesOf(table, 1))).toEqual(whole)
          expect(await rowsOf(compiled, ports, piecesOf(table, size))).toEqual(whole)
          compared += 1
        }),
        { seed: 42, numRuns: 120 },
      )
      // Parameters that always fail would prove nothing.
      expect(compared).toBeGreaterThan(3)
    },
  )
})

describe('transformations', () => {
  it.each(makers.map((module) => [module.title, module] as const))(
    'of %s give for the data that they were made from what the module gave',
    async (_, maker) => {
      let compared = 0
      await fc.assert(
        fc.asyncProperty(anyCase(maker), async ({ table, parameters }) => {
          const made = await makeTransformation(maker, table, parameters)
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
      expect(compared).toBeGreaterThan(10)
    },
  )
})
