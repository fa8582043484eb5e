/** What a page has to know of its session to make calls; components read it through `useSession`. */
let token: string | undefined
let isExpired = false
const listeners = new Set<() => void>()

/** Proof, in a header, that a page of ours makes the call. */
export const csrfToken = (): string | undefined => token

export function setCsrfToken(value: string | null | undefined): void {
  token = value ?? undefined
}

export const hasExpired = (): boolean => isExpired

/** A call was refused for want of a session: whoever works here is asked to sign in again, and loses nothing. */
export function reportExpiry(): void {
  // Nobody had signed in: a page that asks for it says so itself.
  if (token === undefined) return
  setExpired(true)
}

export const reportSignIn = (): void => setExpired(false)

function setExpired(value: boolean): void {
  if (isExpired === value) return
  isExpired = value
  for (const listener of listeners) listener()
}

export function onExpiry(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
