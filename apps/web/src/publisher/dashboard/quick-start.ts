const keyOf = (service: string) => `sluice.quick-start.${service}`

/** Whether somebody at this browser has put the first steps away. */
export function isQuickStartHidden(service: string): boolean {
  try {
    return localStorage.getItem(keyOf(service)) === 'hidden'
  } catch {
    // Storage is switched off: the steps are shown each time.
    return false
  }
}

export function hideQuickStart(service: string): void {
  try {
    localStorage.setItem(keyOf(service), 'hidden')
  } catch {
    // Storage is switched off: they are gone until the page is opened again.
  }
}
