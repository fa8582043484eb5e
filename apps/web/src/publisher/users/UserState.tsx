import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { type UserState as State, userStateKinds } from './user.ts'
import { userWords } from './user-words.ts'

/** Whether somebody can sign in. */
export function UserState({ state }: { readonly state: State }) {
  const words = useWords(userWords)
  return <StateLabel kind={userStateKinds[state]}>{words(state)}</StateLabel>
}
