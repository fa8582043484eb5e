import { toToolName } from '@sluice/contracts'
import * as z from 'zod'
import type { Translate, Words } from '../../../shared/languages/words.ts'
import { apiFields, type FieldWords, orNull } from '../api-fields.ts'
import type { mcpWords } from './mcp-words.ts'

type NameOf<Of> = Of extends Words<infer Name> ? Name : never
export type McpWords = Translate<NameOf<typeof mcpWords>>

export const isToolName = (text: string): boolean => /^[A-Za-z0-9_.-]{1,128}$/.test(text)

export interface ToolDraft {
  /** Identifier of the operation, with its path. */
  readonly operationId: string
  readonly name: string
  readonly description: string
}

/** What the form of a new MCP server holds. */
export const newMcpSchema = (fields: FieldWords, words: McpWords) => {
  const { displayName, identifier, path, protocols, description } = apiFields(fields)
  const tool = z.object({
    operationId: z.string(),
    name: z.string().refine(isToolName, words('nameFault')),
    description: z.string(),
  })
  return z
    .object({
      displayName,
      identifier,
      path: path.refine((text) => text.trim() !== '', fields('required')),
      protocols,
      description,
      products: z.array(z.string()),
      source: z.enum(['api', 'product']),
      api: z.string(),
      product: z.string(),
      tools: z.array(tool),
    })
    .superRefine(({ source, api, product, tools }, context) => {
      const fault = (at: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path: at, message })
      if (source === 'product') {
        if (product === '') fault(['product'], fields('required'))
        return
      }
      if (api === '') fault(['api'], fields('required'))
      else if (tools.length === 0) fault(['tools'], words('chooseOperation'))
      tools.forEach(({ name }, index) => {
        if (tools.findIndex((other) => other.name === name) < index) fault(['tools', index, 'name'], words('nameTaken'))
      })
    })
}
export type NewMcpValues = z.input<ReturnType<typeof newMcpSchema>>

export const emptyMcp: NewMcpValues = {
  displayName: '',
  identifier: '',
  path: '',
  protocols: ['https'],
  description: '',
  products: [],
  source: 'api',
  api: '',
  product: '',
  tools: [],
}

/** The tool that an operation becomes unless somebody writes another name or description. */
export const toToolDraft = (operation: {
  readonly id: string
  readonly name: string
  readonly properties: { readonly description?: string | null | undefined }
}): ToolDraft => ({
  operationId: operation.id,
  name: toToolName(operation.name),
  description: operation.properties.description ?? '',
})

/** Properties of the MCP server that the form describes, its tools among them. */
export const toProperties = (values: NewMcpValues) => ({
  type: 'mcp',
  displayName: values.displayName.trim(),
  path: values.path.trim(),
  protocols: values.protocols,
  description: orNull(values.description),
  ...(values.source === 'product'
    ? { mcpProperties: { productId: `/products/${values.product}` } }
    : {
        mcpTools: values.tools.map(({ operationId, name, description }) => ({
          operationId,
          name,
          description: orNull(description),
        })),
      }),
})
