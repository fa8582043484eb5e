import type { UserProperties } from '@sluice/contracts'
import { readResource, sendArm } from '../../shared/api-client/resource.ts'
import { runAll } from '../../shared/api-client/run-all.ts'
import { send } from '../../shared/api-client/send.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { renewSession, type Session } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import type { User } from './use-user-columns.tsx'
import { fullNameOf } from './user.ts'
import { userWords } from './user-words.ts'

/** What can be done with users, with messages about how it went. */
export function useUserActs() {
  const words = useWords(userWords)
  const messages = useMessages()
  const { id: serviceId, name: service } = useService()
  const { mutateAsync, isPending } = useArmChange()
  const pathOf = ({ name }: User) => `${serviceId}/users/${encodeURIComponent(name)}`

  const setState = async (users: readonly User[], state: 'active' | 'blocked') => {
    const failures = await runAll(users, async (user) => {
      const { entityTag, properties } = await readResource<UserProperties>(pathOf(user))
      // One who has not confirmed the address stays so: nobody else can do that.
      if (properties.state === state || (properties.state === 'pending' && state === 'active')) return
      await mutateAsync({
        path: pathOf(user),
        method: 'PATCH',
        ifMatch: entityTag,
        body: { properties: { state } },
        touches: [`${serviceId}/groups`],
      })
    })
    for (const { item, error } of failures) {
      messages.failed(words('changeFailed', { name: fullNameOf(item.properties) }), error)
    }
    const done = users.filter((user) => !failures.some(({ item }) => item === user))
    if (done.length === 0) return
    const name = done.map(({ properties }) => fullNameOf(properties)).join(', ')
    const text = words(state === 'blocked' ? 'blockedNow' : 'unblockedNow', { name })
    if (state === 'blocked') messages.undoable(text, () => void setState(done, 'active'))
    else messages.done(text)
  }
  return {
    isPending,
    setState,
    async sendPasswordLink(user: User) {
      const { email } = user.properties
      try {
        await sendArm(`${pathOf(user)}/confirmations/password/send`, { method: 'POST' })
        messages.done(words('passwordLinkSent', { email }))
      } catch (error) {
        messages.failed(words('passwordLinkFailed', { email }), error)
      }
    },
    /** Begins a session as somebody else in this browser; undefined = it was refused, which a message says. */
    async actAs(user: User): Promise<Session | undefined> {
      try {
        await send(`/api/users/${encodeURIComponent(user.name)}/act-as?service=${encodeURIComponent(service)}`, {
          method: 'POST',
        })
        return await renewSession()
      } catch (error) {
        messages.failed(words('actAsFailed', { name: fullNameOf(user.properties) }), error)
        return undefined
      }
    },
  }
}
