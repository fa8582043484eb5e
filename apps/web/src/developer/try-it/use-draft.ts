import type { OperationProperties } from '@sluice/contracts'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { loadDraft, saveDraft } from '../../shared/forms/drafts.ts'
import { type ConsoleDraft, fitDraft, withoutSecrets } from './console-draft.ts'

const pauseMs = 300

export const draftNameOf = (service: string, api: string, operation: string): string =>
  `try-it.${service}.${api}.${operation}`

/** Drafts that were put in from outside of the form, such as by the list of last calls. */
const listeners = new Set<() => void>()
let reopened: { readonly name: string; readonly draft: ConsoleDraft } | undefined

/** Fills the form of an operation in anew, now or when it is opened. */
export function reopenDraft(name: string, draft: ConsoleDraft): void {
  saveDraft(name, draft)
  reopened = { name, draft }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** What is filled in; it survives a reload without its secrets. */
export function useDraft(name: string, operation: OperationProperties) {
  const [draft, setDraft] = useState(() => fitDraft(loadDraft<ConsoleDraft>(name), operation))
  const put = useSyncExternalStore(subscribe, () => reopened)
  const [taken, setTaken] = useState(put)
  if (put !== taken) {
    setTaken(put)
    if (put?.name === name) setDraft(fitDraft(put.draft, operation))
  }
  useEffect(() => {
    const save = () => saveDraft(name, withoutSecrets(draft))
    const timer = setTimeout(save, pauseMs)
    addEventListener('pagehide', save)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', save)
    }
  }, [name, draft])
  return [draft, setDraft] as const
}
