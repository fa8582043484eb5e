import type { GroupProperties } from '@sluice/contracts'
import * as z from 'zod'
import { translate } from '../../shared/languages/words.ts'
import { groupWords } from './group-words.ts'

const fields = z.object({
  displayName: z
    .string()
    .max(300)
    .refine((text) => text.trim() !== '', { error: () => translate(groupWords, 'nameNeeded') }),
  description: z.string().max(1000),
  type: z.enum(['custom', 'external']),
  externalId: z.string(),
})

const needsExternalId = ({ type, externalId }: z.infer<typeof fields>, context: z.RefinementCtx) => {
  if (type === 'custom' || externalId.trim() !== '') return
  context.addIssue({ code: 'custom', path: ['externalId'], message: translate(groupWords, 'externalIdNeeded') })
}

/** What is set of a group, as fields hold it. */
export const groupValues = fields.superRefine(needsExternalId)
export type GroupValues = z.infer<typeof groupValues>

export const newGroupValues = fields.extend({ id: z.string().max(256) }).superRefine(needsExternalId)
export type NewGroupValues = z.infer<typeof newGroupValues>

export const newGroup: NewGroupValues = { displayName: '', description: '', type: 'custom', externalId: '', id: '' }

export const fromGroup = ({ displayName, description, type, externalId }: GroupProperties): GroupValues => ({
  displayName,
  description: description ?? '',
  type: type === 'external' ? 'external' : 'custom',
  externalId: externalId ?? '',
})

export const toGroup = ({ displayName, description, type, externalId }: GroupValues) => ({
  displayName: displayName.trim(),
  description: description.trim() || null,
  type,
  externalId: type === 'external' ? externalId.trim() : null,
})
