import { SignInForm } from '../../shared/auth/SignInForm.tsx'
import { useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ModalDialog } from '../../shared/ui/dialogs/ModalDialog.tsx'
import { frameWords } from './frame-words.ts'

/** Its form must be there when it opens: a dialog without anything to focus stays hidden from those who cannot see it. */
export function SignInDialog() {
  const words = useWords(frameWords)
  const session = useSession()
  return (
    <ModalDialog isAlert title={words('expiredTitle')}>
      <p>{words('expiredText')}</p>
      <SignInForm service={session?.service ?? undefined} />
    </ModalDialog>
  )
}
