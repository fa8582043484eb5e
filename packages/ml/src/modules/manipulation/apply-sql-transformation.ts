import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const applySqlTransformation = defineModule({
  id: 'apply-sql-transformation',
  title: 'Apply SQL Transformation',
  category: 'Data Transformation / Manipulation',
  summary: 'Runs an SQL script on datasets.',
  remarks: [
    'The script is in SQLite’s dialect; the datasets are the tables `t1`, `t2` and `t3`. Names stand in `[]`, `""` or backticks. Several statements are divided by `;`, and the last one that gives rows is the result. A script reaches nothing but its tables, and what it changes in them is gone with it.',
    'Missing cells are NULL, Booleans 0 and 1, times texts like `2014-09-21 11:10:00.000`, which SQLite’s functions understand. A column of the result that is one of a table keeps its type and its uses; of what is computed the values tell the type: Int32, Int64, Double or String. Names that differ in letter case only are one to SQLite: the second gets ` (1)`.',
    'In a web service a script may take 30 seconds.',
  ].join('\n\n'),
  inputs: {
    table1: { type: 'table', title: 'Table1' },
    table2: { type: 'table', title: 'Table2', isOptional: true },
    table3: { type: 'table', title: 'Table3', isOptional: true },
  },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({
    script: z
      .string()
      .default('select * from t1;')
      .meta({ title: 'SQL Query Script', description: 'Statements divided by semicolons.', editor: 'sql' }),
  }),
  errors: ['InputEmpty', 'SqlScriptFailed', 'TooManyColumns'],
  outputShapes(inputs, { script }, context) {
    const { table1, table2, table3 } = inputs
    // A port that nothing is connected to is no port; of a connected one the columns are needed.
    const isKnown = table1 !== undefined && Object.values(inputs).every((schema) => schema !== undefined)
    if (!isKnown) return { resultsDataset: undefined }
    const schemas = namedTables(...[table1, table2, table3].map((schema) => schema && { schema }))
    const tables = Object.fromEntries(Object.entries(schemas).map(([name, { schema }]) => [name, schema]))
    return { resultsDataset: context.scriptColumns(script, tables) }
  },
  async run({ table1, table2, table3 }, { script }, { sql, signal }) {
    const tables = namedTables(table1, table2, table3)
    return { resultsDataset: await sql.run(script, tables, { signal }) }
  },
  async runOnFiles({ table1, table2, table3 }, { script }, { sql, signal, outputPath, temporaryPath }) {
    const tables = namedTables(table1, table2, table3)
    const options = { into: outputPath('resultsDataset'), temporaryPath: temporaryPath(), signal }
    return { resultsDataset: await sql.runOnFiles(script, tables, options) }
  },
})

function namedTables<Own extends { readonly schema: readonly unknown[] }>(
  ...inputs: readonly (Own | undefined)[]
): Record<string, Own> {
  const tables: Record<string, Own> = {}
  for (const [index, table] of inputs.entries()) {
    if (table === undefined) continue
    if (table.schema.length === 0) throw new AppError('InputEmpty', { input: `Table${index + 1}` })
    tables[`t${index + 1}`] = table
  }
  return tables
}
