import { loadText, saveText } from '../../shared/storage/browser-storage.ts'

const nameOf = (service: string) => `quick-start.${service}`

/** Whether somebody at this browser has put the first steps away. */
export const isQuickStartHidden = (service: string): boolean => loadText('machine', nameOf(service)) === 'hidden'

export const hideQuickStart = (service: string): void => saveText('machine', nameOf(service), 'hidden')
