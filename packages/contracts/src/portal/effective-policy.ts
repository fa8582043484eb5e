import * as z from 'zod'

const scope = z.enum(['global', 'product', 'api', 'operation'])

/** One scope that a call passes. */
export const effectiveScope = z.object({
  scope,
  resourceId: z.string(),
  displayName: z.string(),
  /** False = no document is written there: the wider scopes run unchanged. */
  isWritten: z.boolean(),
  /** Its document has faults with this version, and is shown as if it were not written. */
  isFaulty: z.boolean(),
})
export type EffectiveScope = z.infer<typeof effectiveScope>

export const effectiveStatement = z.object({
  /** Of the policy. */
  name: z.string(),
  /** Place in its section of its document, fragments put in: `choose[3]`. */
  path: z.string(),
  /** Fragments are put in; named values stand as their names. */
  xml: z.string(),
  origin: z.object({
    scope,
    resourceId: z.string(),
    displayName: z.string(),
    /** True = it is what runs where the global document says nothing; it stands in no document. */
    isBuiltIn: z.boolean(),
    /** In the document as it is stored; of the including statement where it comes from a fragment. */
    line: z.number().nullable(),
    column: z.number().nullable(),
    /** Of the fragment that the statement itself comes from. */
    fragment: z.object({ resourceId: z.string(), line: z.number(), column: z.number() }).optional(),
  }),
  /** Identifiers of all fragments of which something is in it. */
  fragments: z.array(z.string()),
})
export type EffectiveStatement = z.infer<typeof effectiveStatement>

export const effectiveSection = z.object({
  /** In the order they run. */
  statements: z.array(effectiveStatement),
  /** The scope whose document leaves `<base />` out, and the wider ones that do not run because of it; null = all run. */
  cutOff: z.object({ by: scope, line: z.number(), scopes: z.array(scope) }).nullable(),
})
export type EffectiveSection = z.infer<typeof effectiveSection>

/** What runs of the documents of all scopes of a call. */
export const effectivePolicy = z.object({
  /** Widest first. */
  scopes: z.array(effectiveScope),
  sections: z.object({
    inbound: effectiveSection,
    backend: effectiveSection,
    outbound: effectiveSection,
    'on-error': effectiveSection,
  }),
})
export type EffectivePolicyView = z.infer<typeof effectivePolicy>
