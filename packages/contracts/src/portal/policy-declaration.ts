import * as z from 'zod'

/** The groups in which policies are shown, those of the compatible service's policy reference, in its order. */
export const policyCategories = [
  'Rate limiting and quotas',
  'Authentication and authorization',
  'Content validation',
  'Routing',
  'Caching',
  'Transformation',
  'Cross-domain',
  'Integration and external communication',
  'Logging',
  'GraphQL resolvers',
  'Policy control and flow',
] as const
export type PolicyCategory = (typeof policyCategories)[number]

/** What a text must be to be a value of an attribute or an element. */
export const policyValue = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    minLength: z.number(),
    /** Regular expression (flags `s` and `u`) that the whole text matches, and what it means in words. */
    pattern: z.object({ expression: z.string(), meaning: z.string() }).optional(),
    /** It is the identifier of a resource of this kind. */
    names: z.enum(['backend']).optional(),
    /** Values, in lower case, that are refused in any case, and why. */
    refused: z.object({ values: z.array(z.string()), reason: z.string() }).optional(),
  }),
  z.object({ type: z.literal('integer'), min: z.number(), max: z.number().optional() }),
  z.object({ type: z.literal('boolean') }),
  z.object({ type: z.literal('choice'), values: z.array(z.string()) }),
  z.object({ type: z.literal('url'), schemes: z.array(z.string()) }),
])
export type PolicyValue = z.infer<typeof policyValue>

export const policyAttribute = z.object({
  name: z.string(),
  /** What it is for, one sentence. */
  help: z.string(),
  value: policyValue,
  isRequired: z.boolean(),
  allowsExpression: z.boolean(),
  /** As it would be written. */
  default: z.string().optional(),
})
export type PolicyAttribute = z.infer<typeof policyAttribute>

/** What attributes demand of one another. */
export const policyAttributeRule = z.object({
  rule: z.enum(['at-least-one', 'at-most-one']),
  of: z.array(z.string()),
})

/** What stands between the tags of an element. */
export type PolicyContent =
  | { kind: 'none' }
  | { kind: 'text'; help: string; value: PolicyValue; allowsExpression: boolean }
  | { kind: 'elements'; elements: PolicyChildElement[] }
  /** Policies of the section, as inside `choose/when`. */
  | { kind: 'statements' }

export interface PolicyChildElement {
  name: string
  /** What it is for, one sentence. */
  help: string
  min: number
  /** Left out = any number. */
  max?: number | undefined
  /** With this attribute value of the parent none is needed. */
  optionalWhen?: { attribute: string; is: string } | undefined
  attributes: PolicyAttribute[]
  rules: z.infer<typeof policyAttributeRule>[]
  content: PolicyContent
}

const policyContent: z.ZodType<PolicyContent> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('text'), help: z.string(), value: policyValue, allowsExpression: z.boolean() }),
    z.object({ kind: z.literal('elements'), elements: z.array(policyChildElement) }),
    z.object({ kind: z.literal('statements') }),
  ]),
)

const elementShape = {
  attributes: z.array(policyAttribute),
  rules: z.array(policyAttributeRule),
  content: policyContent,
}

const policyChildElement: z.ZodType<PolicyChildElement> = z.object({
  name: z.string(),
  help: z.string(),
  min: z.number(),
  max: z.number().optional(),
  optionalWhen: z.object({ attribute: z.string(), is: z.string() }).optional(),
  ...elementShape,
})

/** A policy of the gateway, as an editor needs to know it. */
export const policyDeclaration = z.object({
  name: z.string(),
  /** What it does, one sentence. */
  summary: z.string(),
  category: z.enum(policyCategories),
  sections: z.array(z.enum(['inbound', 'backend', 'outbound', 'on-error'])),
  scopes: z.array(z.enum(['global', 'product', 'api', 'operation'])),
  isOncePerSection: z.boolean(),
  /** XML to begin with; `#{name}` stands for what the writer fills in. */
  snippet: z.string(),
  ...elementShape,
})
export type PolicyDeclarationView = z.infer<typeof policyDeclaration>

export const policyDeclarationList = z.object({ value: z.array(policyDeclaration), count: z.number() })
export type PolicyDeclarationList = z.infer<typeof policyDeclarationList>
