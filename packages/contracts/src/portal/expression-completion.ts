import * as z from 'zod'

/** A policy expression up to the place where something is to be offered. */
export const expressionCompletionRequest = z.object({
  /** C# from the `@(` or `@{` on, as it is written outside of XML. */
  value: z.string(),
})
export type ExpressionCompletionRequest = z.infer<typeof expressionCompletionRequest>

export const offeredName = z.object({
  name: z.string(),
  kind: z.enum(['property', 'method', 'extension', 'value', 'variable', 'type', 'namespace', 'keyword']),
  /** Type of its value, or how it is called, one line for each way; full name of a type. */
  detail: z.string(),
  /** Of methods: whether they take arguments, and whether types have to be named that arguments do not tell. */
  takes: z.object({ arguments: z.boolean(), types: z.boolean() }).optional(),
})
export type OfferedName = z.infer<typeof offeredName>

export const expressionCompletionResult = z.object({
  /** How many UTF-16 units before the end of the text the chosen name replaces. */
  replaces: z.number(),
  offers: z.array(offeredName).readonly(),
})
export type ExpressionCompletionResult = z.infer<typeof expressionCompletionResult>
