import { useSyncExternalStore } from 'react'
import { loadPreference, savePreference } from './preference.ts'

export type Scheme = 'light' | 'dark'
export type SchemeChoice = Scheme | 'system'

const listeners = new Set<() => void>()
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

export const chosenScheme = (): SchemeChoice => {
  const chosen = loadPreference('scheme')
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

const currentScheme = (): Scheme => {
  const chosen = chosenScheme()
  if (chosen !== 'system') return chosen
  return systemIsDark.matches ? 'dark' : 'light'
}

/** Keeps the choice for the next visit; `before-paint.js` reads it, too. */
export function chooseScheme(choice: SchemeChoice): void {
  savePreference('scheme', choice === 'system' ? undefined : choice)
  apply()
}

function apply(): void {
  document.documentElement.dataset.scheme = currentScheme()
  for (const listener of listeners) listener()
}

systemIsDark.addEventListener('change', apply)

/** The scheme in use: what was chosen, else what the system says. */
export const useScheme = (): Scheme =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentScheme)
