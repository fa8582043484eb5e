import { Button, Combobox, Field, Option } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { emailAddress, type UserProperties } from '@sluice/contracts'
import { useState } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import styles from './Notifications.module.css'
import { notificationsWords } from './notifications-words.ts'

type User = Resource<UserProperties>
const shownUsers = 20

/** One more recipient: a user, or an address that belongs to nobody here. */
export function AddRecipient({
  label,
  users,
  onAddUser,
  onAddEmail,
}: {
  readonly label: string
  readonly users: readonly User[]
  readonly onAddUser: (user: User) => Promise<void>
  readonly onAddEmail: (email: string) => Promise<void>
}) {
  const words = useWords(notificationsWords)
  const [text, setText] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const sought = text.trim().toLowerCase()
  const found = users
    .filter(({ properties }) => toLabel(properties).toLowerCase().includes(sought))
    .slice(0, shownUsers)
  const add = async (value: string) => {
    const email = value.trim()
    const user = users.find(({ properties }) => properties.email.toLowerCase() === email.toLowerCase())
    if (user === undefined && !emailAddress.safeParse(email).success) {
      setFaulty(true)
      return
    }
    await (user === undefined ? onAddEmail(email) : onAddUser(user))
    setText('')
  }
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault()
        void add(text)
      }}
    >
      <Field {...(isFaulty ? { validationState: 'error' as const, validationMessage: words('emailNeeded') } : {})}>
        <Combobox
          aria-label={label}
          placeholder="name@example.com"
          freeform
          value={text}
          selectedOptions={[]}
          onChange={(event) => {
            setText(event.target.value)
            setFaulty(false)
          }}
          onOptionSelect={(_, { optionValue }) => optionValue !== undefined && setText(optionValue)}
          onKeyDown={(event) => {
            // The open list would take the key, though it has nothing to choose.
            if (event.key !== 'Enter' || found.length > 0) return
            event.preventDefault()
            void add(text)
          }}
        >
          {found.map((user) => (
            <Option key={user.id} value={user.properties.email} text={user.properties.email}>
              {toLabel(user.properties)}
            </Option>
          ))}
        </Combobox>
      </Field>
      <Button type="submit" icon={<AddRegular />}>
        {words('addRecipient')}
      </Button>
    </form>
  )
}

const toLabel = ({ firstName, lastName, email }: UserProperties) => `${firstName} ${lastName} (${email})`
