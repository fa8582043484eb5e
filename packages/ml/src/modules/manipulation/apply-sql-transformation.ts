import * as z from 'zod'
import { runSqlScript } from '../../algorithms/sql/run-sql-script.ts'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const applySqlTransformation = defineModule({
  id: 'apply-sql-transformation',
  title: 'Apply SQL Transformation',
  category: 'Data Transformation / Manipulation',
  summary: 'Runs a script of SQLite on the input datasets to transform the data.',
  remarks: `The datasets are the tables t1, t2 and t3. Names may be quoted by [], double quotes or backticks. Statements are
separated by semicolons; the rows of the last one that gives any are the result.

Times are texts in the form of ISO 8601, time spans numbers of milliseconds, Booleans 0 and 1. A column that comes out as it
went in keeps its type, its roles and whether it is categorical; others are Int32, Int64, Double or String by their values.

The script works in memory and reaches nothing else: ATTACH, PRAGMA, extensions and WITH RECURSIVE are refused.`,
  inputs: {
    table1: { type: 'table', title: 'Table1' },
    table2: { type: 'table', title: 'Table2', isOptional: true },
    table3: { type: 'table', title: 'Table3', isOptional: true },
  },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({
    sqlQueryScript: z.string().min(1).max(100_000).default('select * from t1;').meta({
      title: 'SQL Query Script',
      description: 'Statements of SQLite over the tables t1, t2 and t3.',
      editor: 'sql',
    }),
  }),
  errors: ['InputEmpty', 'SqlScriptFailed', 'ColumnTypeNotSupported', 'TooManyColumns', 'ColumnNameDuplicated'],
  // Types of computed columns depend on the rows.
  outputShapes: () => ({ resultsDataset: undefined }),
  run({ table1, table2, table3 }, { sqlQueryScript }) {
    const tables = { t1: table1, ...(table2 && { t2: table2 }), ...(table3 && { t3: table3 }) }
    return { resultsDataset: runSqlScript(sqlQueryScript, tables) }
  },
})
