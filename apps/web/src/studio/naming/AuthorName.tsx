import { useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { namingWords } from './naming-words.ts'

/** Who made something; nobody = the program itself, with its samples. */
export function useAuthorName(): (author: string) => string {
  const words = useWords(namingWords)
  const session = useSession()
  return (author) => {
    if (author === '' || author === 'samples') return words('samples')
    return author === session?.subject ? words('you') : author
  }
}

export function AuthorName({ author }: { readonly author: string }) {
  return <span translate="no">{useAuthorName()(author)}</span>
}
