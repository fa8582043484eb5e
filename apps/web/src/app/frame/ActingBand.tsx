import { Button } from '@fluentui/react-components'
import { PersonSwapRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { developerQuery } from '../../developer/developer-api.ts'
import { signOut, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import styles from './frame.module.css'
import { frameWords } from './frame-words.ts'

interface OwnAccount {
  readonly properties: { readonly firstName: string; readonly lastName: string }
}

/** On every page while an administrator works in the name of somebody else, with the way out. */
export function ActingBand() {
  const words = useWords(frameWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const session = useSession()
  const { service = null, userId = null, actedBy = null, subject } = session ?? {}
  const isActing = actedBy !== null
  const { data } = useQuery({
    ...developerQuery<OwnAccount>(service ?? '', `/users/${encodeURIComponent(userId ?? '')}`),
    enabled: isActing && service !== null && userId !== null,
  })
  if (!isActing) return null
  const name = data === undefined ? subject : `${data.properties.firstName} ${data.properties.lastName}`
  const stop = async () => {
    try {
      await signOut()
      await navigate({ to: '/sign-in', search: {}, ignoreBlocker: true })
    } catch (error) {
      messages.failed(words('stopActing'), error)
    }
  }
  return (
    <aside className={styles.acting} aria-label={words('stopActing')}>
      <PersonSwapRegular aria-hidden fontSize={20} />
      <span>{words('actingAs', { user: name ?? '' })}</span>
      <Button size="small" onClick={() => void stop()}>
        {words('stopActing')}
      </Button>
    </aside>
  )
}
