const keyOf = (name: string) => `sluice.draft.${name}`

/**
 * What was typed and not saved, for the life of the tab: it survives a reload and the end of a session. Secrets must not
 * be put here.
 */
export function loadDraft<Values>(name: string): Values | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(name))
    return text === null ? undefined : (JSON.parse(text) as Values)
  } catch {
    // Storage is switched off, or holds what an older version wrote: there is no draft then.
    return undefined
  }
}

export function saveDraft(name: string, values: unknown): void {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(values))
  } catch {
    // Storage is full or switched off: the form itself still has what was typed.
  }
}

export function removeDraft(name: string): void {
  try {
    sessionStorage.removeItem(keyOf(name))
  } catch {
    // Storage is switched off, so that there is none.
  }
}
