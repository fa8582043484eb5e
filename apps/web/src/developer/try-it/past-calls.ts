import { useSyncExternalStore } from 'react'
import { loadDraft, saveDraft } from '../../shared/forms/drafts.ts'
import { addCall, type PastCall } from './call-history.ts'

const storedAs = 'try-it-calls'
const listeners = new Set<() => void>()
let calls: readonly PastCall[] | undefined

const current = (): readonly PastCall[] => {
  calls ??= loadDraft<readonly PastCall[]>(storedAs) ?? []
  return calls
}

/** Keeps a call for the life of the tab. */
export function rememberCall(call: PastCall): void {
  calls = addCall(current(), call)
  saveDraft(storedAs, calls)
  for (const listener of listeners) listener()
}

/** The last calls of this tab, the newest first. */
export const usePastCalls = (): readonly PastCall[] =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, current)
