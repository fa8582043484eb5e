import { Button, Field, Input, Label, Select, Tooltip } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { useId, useState } from 'react'
import type { Session } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import type { OwnSubscription } from './console-data.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

/** Which key goes along; undefined subscription = the typed one. */
export interface KeyChoice {
  readonly subscription: string | undefined
  readonly typed: string
}

export interface KeyFieldProps {
  readonly service: string
  readonly session: Session | null
  readonly header: string
  readonly isRequired: boolean
  readonly subscriptions: readonly OwnSubscription[]
  readonly choice: KeyChoice
  readonly onChoice: (choice: KeyChoice) => void
  readonly loadKey: () => Promise<string>
  /** Why the key of the subscription could not be loaded. */
  readonly error: unknown
}

/** The key of a subscription of one's own, or a typed one; masked in both cases. */
export function KeyField(props: KeyFieldProps) {
  const { service, session, header, isRequired, subscriptions, choice, onChoice, loadKey, error } = props
  const words = useWords(tryItWords)
  const labelId = useId()
  const hasOwn = subscriptions.length > 0
  return (
    <div className={styles.fields}>
      {hasOwn && (
        <Field label={words('keyFrom')}>
          <Select
            value={choice.subscription ?? ''}
            onChange={(_, { value }) => onChoice({ ...choice, subscription: value === '' ? undefined : value })}
          >
            {subscriptions.map(({ id, title }) => (
              <option key={id} value={id} translate="no">
                {title}
              </option>
            ))}
            <option value="">{words('keyTyped')}</option>
          </Select>
        </Field>
      )}
      {choice.subscription !== undefined ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a box around one value
        <div role="group" aria-labelledby={labelId}>
          <Label id={labelId} className={styles.label}>
            {words('subscriptionKey')}
          </Label>
          <SecretField key={choice.subscription} name={words('subscriptionKey')} load={loadKey} />
          {error != null && (
            <div role="alert" className={styles.fault}>
              <ErrorDetail error={error} />
            </div>
          )}
        </div>
      ) : (
        <TypedKey header={header} value={choice.typed} onValue={(typed) => onChoice({ ...choice, typed })} />
      )}
      {!hasOwn && (
        <p className={styles.hint}>
          {!isRequired ? (
            words('keyNotNeeded')
          ) : session === null ? (
            <>
              {words('keySignIn')}{' '}
              <TextLink
                href={`/sign-in?${new URLSearchParams({ service, returnTo: location.pathname + location.search })}`}
              >
                {words('signIn')}
              </TextLink>
            </>
          ) : (
            <>
              {words('keySubscribe')} <TextLink href={`/developer/${service}/products`}>{words('products')}</TextLink>
            </>
          )}
        </p>
      )}
    </div>
  )
}

function TypedKey({
  header,
  value,
  onValue,
}: {
  readonly header: string
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  const words = useWords(tryItWords)
  const shared = useWords(uiWords)
  const [isShown, setShown] = useState(false)
  const name = words('subscriptionKey')
  return (
    <Field label={name} hint={{ children: words('keyTypedHint', { header }) }}>
      <Input
        type={isShown ? 'text' : 'password'}
        value={value}
        onChange={(_, { value: typed }) => onValue(typed)}
        autoComplete="off"
        spellCheck={false}
        input={{ className: styles.code, translate: 'no' }}
        contentAfter={
          <Tooltip content={shared(isShown ? 'hide' : 'reveal', { name })} relationship="label">
            <Button
              appearance="transparent"
              size="small"
              icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
              onClick={() => setShown(!isShown)}
            />
          </Tooltip>
        }
      />
    </Field>
  )
}
