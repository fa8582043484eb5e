import * as z from 'zod'
import { columnSchema } from '../ml/column-schema.ts'

export const statisticsAnswer = z.strictObject({
  rowCount: z.int(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      count: z.int(),
      missingCount: z.int(),
      uniqueCount: z.int(),
      min: z.union([z.number(), z.string(), z.null()]).describe('Times as ISO 8601'),
      max: z.union([z.number(), z.string(), z.null()]),
      mean: z.union([z.number(), z.string(), z.null()]),
      median: z.union([z.number(), z.string(), z.null()]),
      standardDeviation: z.number().nullable().describe('Of times in milliseconds'),
      mode: z.union([z.number(), z.string(), z.null()]),
      topValues: z.array(z.strictObject({ value: z.union([z.number(), z.string()]), count: z.int() })),
      histogram: z
        .array(z.strictObject({ from: z.number(), to: z.number(), count: z.int() }))
        .nullable()
        .describe('Of numbers and times, these in milliseconds since 1970'),
    }),
  ),
})
export type StatisticsAnswer = z.infer<typeof statisticsAnswer>
export type ColumnFigures = StatisticsAnswer['columns'][number]

export const columnPair = z.strictObject({
  x: z.string().describe('Name of a column'),
  y: z.string().describe('Name of a column'),
})

const compared = {
  x: columnSchema,
  y: columnSchema,
  rowCount: z.int(),
  pairCount: z.int().describe('Rows in which both have a value that can be drawn'),
}
const range = z.strictObject({ from: z.number(), to: z.number() })

export const columnPairAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scatter'),
    ...compared,
    correlation: z.number().nullable(),
    points: z.array(z.tuple([z.number(), z.number()])).describe('All pairs, or 1000 of them at random'),
    grid: z
      .strictObject({
        bins: z.int(),
        x: range,
        y: range,
        cells: z.array(z.tuple([z.int(), z.int(), z.int()])).describe('Place along x, along y, and count of pairs'),
      })
      .describe('How all pairs lie; times in milliseconds since 1970'),
  }),
  z.strictObject({
    kind: z.literal('boxes'),
    ...compared,
    by: z.enum(['x', 'y']).describe('Which of the two has the categories'),
    categoryCount: z.int(),
    boxes: z
      .array(
        z.strictObject({
          category: z.string(),
          count: z.int(),
          min: z.number(),
          lowerQuartile: z.number(),
          median: z.number(),
          upperQuartile: z.number(),
          max: z.number(),
        }),
      )
      .describe('Of the 25 most frequent categories'),
  }),
  z.strictObject({
    kind: z.literal('cross-table'),
    ...compared,
    xValueCount: z.int(),
    yValueCount: z.int(),
    xValues: z.array(z.string()).describe('The 25 most frequent'),
    yValues: z.array(z.string()).describe('The 25 most frequent'),
    counts: z.array(z.array(z.int())).describe('A list for each x value, with a count for each y value'),
  }),
])
export type ColumnPairAnswer = z.infer<typeof columnPairAnswer>
