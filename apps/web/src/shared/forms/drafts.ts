import { loadValue, saveText } from '../storage/browser-storage.ts'

const nameOf = (name: string) => `draft.${name}`

/**
 * What was typed and not saved, for the life of the tab: it survives a reload and the end of a session. Secrets must not
 * be put here.
 */
export const loadDraft = <Values>(name: string): Values | undefined => loadValue<Values>('tab', nameOf(name))

export const saveDraft = (name: string, values: unknown): void => saveText('tab', nameOf(name), JSON.stringify(values))

export const removeDraft = (name: string): void => saveText('tab', nameOf(name), undefined)
