export type PreferenceName = 'scheme' | 'language' | 'density' | 'shortcuts' | 'menu' | 'sampleLanguage'

const keyOf = (name: PreferenceName) => `sluice.${name}`
/** What holds for this visit where the browser keeps nothing. */
const unsaved = new Map<PreferenceName, string>()

/** What somebody chose on this machine; undefined = nothing. */
export function loadPreference(name: PreferenceName): string | undefined {
  try {
    return localStorage.getItem(keyOf(name)) ?? unsaved.get(name)
  } catch {
    // The browser was told to keep nothing.
    return unsaved.get(name)
  }
}

export function savePreference(name: PreferenceName, value: string | undefined): void {
  if (value === undefined) unsaved.delete(name)
  else unsaved.set(name, value)
  try {
    if (value === undefined) localStorage.removeItem(keyOf(name))
    else localStorage.setItem(keyOf(name), value)
  } catch {
    // The browser was told to keep nothing: the choice holds for this visit.
  }
}
