import { loadText, saveText } from '../../shared/storage/browser-storage.ts'

type Kind = 'service' | 'workspace'

/** What was worked on last in this tab, so that the way back from another area leads there. */
export const loadLast = (kind: Kind): string | undefined => loadText('tab', `last-${kind}`)
export const saveLast = (kind: Kind, name: string): void => saveText('tab', `last-${kind}`, name)
