import { loadText, saveText } from '../storage/browser-storage.ts'

export type PreferenceName = 'scheme' | 'language' | 'density' | 'shortcuts' | 'menu' | 'sampleLanguage'

/** What holds for this visit where the browser keeps nothing. */
const unsaved = new Map<PreferenceName, string>()

/** What somebody chose on this machine; undefined = nothing. */
export const loadPreference = (name: PreferenceName): string | undefined =>
  loadText('machine', name) ?? unsaved.get(name)

export function savePreference(name: PreferenceName, value: string | undefined): void {
  if (value === undefined) unsaved.delete(name)
  else unsaved.set(name, value)
  saveText('machine', name, value)
}
