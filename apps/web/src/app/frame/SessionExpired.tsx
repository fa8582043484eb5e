import { Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { hasExpired, onExpiry } from '../../shared/api-client/session-state.ts'
import { useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { frameWords } from './frame-words.ts'

const SignInForm = lazy(() =>
  import('../../shared/auth/SignInForm.tsx').then((module) => ({ default: module.SignInForm })),
)

/** Asks to sign in again over the page, which keeps all that was typed into it. */
export function SessionExpired() {
  const isExpired = useSyncExternalStore(onExpiry, hasExpired)
  const words = useWords(frameWords)
  const session = useSession()
  if (!isExpired) return null
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words('expiredTitle')}</DialogTitle>
          <DialogContent>
            <p>{words('expiredText')}</p>
            <Suspense>
              <SignInForm service={session?.service ?? undefined} />
            </Suspense>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
