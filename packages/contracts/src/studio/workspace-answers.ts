import * as z from 'zod'

export const workspaceAnswer = z.strictObject({
  id: z.string(),
  friendlyName: z.string(),
  description: z.string(),
  createdAt: z.string(),
})
export type WorkspaceAnswer = Readonly<z.infer<typeof workspaceAnswer>>

export const workspaceTokensAnswer = z.strictObject({ primary: z.string(), secondary: z.string() })
export type WorkspaceTokensAnswer = Readonly<z.infer<typeof workspaceTokensAnswer>>

/** An experiment of the old studio, and what of it exists here no more. */
export const classicImportAnswer = z.strictObject({
  experimentId: z.string(),
  missing: z.array(
    z.strictObject({
      kind: z.enum(['module', 'dataset', 'trained model', 'transform', 'parameter', 'connection', 'web service port']),
      node: z.string(),
      id: z.string(),
      title: z.string(),
      reason: z.string(),
    }),
  ),
})
export type ClassicImportAnswer = Readonly<z.infer<typeof classicImportAnswer>>
