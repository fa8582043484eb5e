import { isAppError } from '@sluice/contracts/errors'
import type { CommandContext } from '../command-context.ts'

const unreadable: ReadonlySet<string> = new Set([
  'ActFileInvalid',
  'ConfigurationFolderUnusable',
  'ConfigurationInvalid',
  'PolicyFileUnusable',
])

/** Ends with 2 when something cannot be read, so that pipelines tell it from faults. */
export async function orUnreadable(context: CommandContext, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (!noteUnreadable(context, error)) throw error
    return 2
  }
}

/** Says what cannot be read. @returns false for any other failure */
export function noteUnreadable(context: CommandContext, error: unknown): boolean {
  if (!isAppError(error) || !unreadable.has(error.code)) return false
  context.note(error.message)
  for (const { target, message } of error.faults) context.note(`${target}: ${message}`)
  return true
}
