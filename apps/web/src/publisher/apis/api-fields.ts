import * as z from 'zod'
import type { Translate, Words } from '../../shared/languages/words.ts'
import type { fieldsWords } from './fields-words.ts'
import { isReserved } from './identifier-of.ts'

type NameOf<Of> = Of extends Words<infer Name> ? Name : never
export type FieldWords = Translate<NameOf<typeof fieldsWords>>

/** What stands in the fields of an API, checked as the server does it, but said in the language of the page. */
export const apiFields = (words: FieldWords) => ({
  displayName: z
    .string()
    .refine((text) => text.trim() !== '', words('required'))
    .max(300, words('tooLong', { count: 300 })),
  identifier: z
    .string()
    .refine((text) => text.trim() !== '', words('required'))
    .max(80, words('tooLong', { count: 80 }))
    .regex(/^[^*#&+:<>?/%;\s]*$/, '* # & + : < > ? / % ;')
    .refine((text) => !isReserved(text), words('identifierReserved')),
  serviceUrl: z
    .string()
    .max(2000, words('tooLong', { count: 2000 }))
    .refine((text) => text.trim() === '' || isServiceUrl(text.trim()), words('serviceUrlFault')),
  path: z
    .string()
    .max(400, words('tooLong', { count: 400 }))
    .refine(isPath, words('pathFault')),
  protocols: z.array(z.enum(['http', 'https', 'ws', 'wss'])).min(1, words('protocolsFault')),
  description: z.string(),
})

function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return /^(?:https?|wss?):$/.test(protocol) && hostname !== ''
}

export function isPath(text: string): boolean {
  const path = text.trim().replace(/^\/+|\/+$/g, '')
  return !/[?#*{}\\\s]/.test(path) && !path.includes('://') && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(path === '' ? 'x' : path)
}

/** A text of a field as the server keeps it: nothing is null. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
