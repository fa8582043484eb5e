import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useResource } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { issuesWords } from './issues-words.ts'

interface UserView {
  readonly firstName?: string
  readonly lastName?: string
  readonly email: string
}

/** Who wrote something, as a link to them. */
export function UserName({ userId }: { readonly userId: string }) {
  const words = useWords(issuesWords)
  const service = useService()
  const { data, error } = useResource<UserView>(userId)
  if (isNotFound(error)) return words('unknownUser')
  if (data === undefined) return null
  const { firstName = '', lastName = '', email } = data.properties
  return (
    <TextLink href={`/publisher/${service.name}/users/${data.name}`} isName>
      {[firstName, lastName].filter((part) => part !== '').join(' ') || email}
    </TextLink>
  )
}
