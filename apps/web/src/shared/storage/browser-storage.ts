export type StorageKind = 'machine' | 'tab'

/** For this machine, or for the life of the tab. */
const storages = { machine: () => localStorage, tab: () => sessionStorage } as const
const keyOf = (name: string) => `sluice.${name}`

/** What is kept under a name; undefined = nothing, also where the browser was told to keep nothing. */
export function loadText(kind: StorageKind, name: string): string | undefined {
  try {
    return storages[kind]().getItem(keyOf(name)) ?? undefined
  } catch {
    // The browser was told to keep nothing.
    return undefined
  }
}

/** Keeps a text, or with undefined nothing any more, where the browser keeps anything and has room. */
export function saveText(kind: StorageKind, name: string, text: string | undefined): void {
  try {
    if (text === undefined) storages[kind]().removeItem(keyOf(name))
    else storages[kind]().setItem(keyOf(name), text)
  } catch {
    // It is full, or the browser was told to keep nothing: whoever keeps something has it for this visit all the same.
  }
}

/** Tells when another tab changes what is kept for this machine under a name. */
export function onChangeElsewhere(name: string, changed: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === keyOf(name)) changed()
  })
}

/** `loadText` for what is no text; undefined also for what an older version wrote and nobody can read. */
export function loadValue<Value>(kind: StorageKind, name: string): Value | undefined {
  const text = loadText(kind, name)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Value
  } catch {
    // An older version wrote it.
    return undefined
  }
}
