import { lazy, Suspense, useSyncExternalStore } from 'react'
import { hasExpired, onExpiry } from '../../shared/api-client/session-state.ts'

const SignInDialog = lazy(() => import('./SignInDialog.tsx').then((module) => ({ default: module.SignInDialog })))

/** Asks to sign in again over the page, which keeps all that was typed into it. */
export function SessionExpired() {
  const isExpired = useSyncExternalStore(onExpiry, hasExpired)
  return <Suspense>{isExpired && <SignInDialog />}</Suspense>
}
