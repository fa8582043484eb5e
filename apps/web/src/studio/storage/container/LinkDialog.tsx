import { Checkbox, Field, SpinButton } from '@fluentui/react-components'
import type { StorageLinkAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { QuestionDialog } from '../../../shared/ui/dialogs/QuestionDialog.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { containerPath } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'
import styles from './container.module.css'

const permissionWords = {
  read: 'read',
  add: 'add',
  create: 'createFiles',
  write: 'write',
  delete: 'deletePermission',
  list: 'list',
} as const
type Permission = keyof typeof permissionWords
const permissions = Object.keys(permissionWords) as readonly Permission[]
const longestHours = 366 * 24
const usualHours = 24

/** Makes a link that needs no session: to a file, or to a whole container. */
export function LinkDialog({
  container,
  blob,
  name,
  onClose,
}: {
  readonly container: string
  readonly blob?: string
  readonly name: string
  readonly onClose: () => void
}) {
  const words = useWords(storageWords)
  const { moment } = useFormats()
  const { mutateAsync, isPending, error } = useStudioChange<StorageLinkAnswer>()
  const [chosen, setChosen] = useState<readonly Permission[]>(['read'])
  const [hours, setHours] = useState(usualHours)
  const [isTried, setTried] = useState(false)
  const [link, setLink] = useState<StorageLinkAnswer>()
  const shown = permissions.filter((permission) => blob === undefined || permission !== 'list')
  const make = async () => {
    setTried(true)
    if (chosen.length === 0) return
    const { body } = await mutateAsync({
      path: `${containerPath(container)}/links`,
      method: 'POST',
      body: { ...(blob === undefined ? {} : { blob }), permissions: chosen, minutes: hours * 60 },
      touches: [],
    })
    setLink(body)
  }
  return (
    <QuestionDialog
      title={words('linkTitle', { name })}
      confirmLabel={words('makeLink')}
      isBusy={isPending}
      error={error}
      // What went wrong stands in the dialog.
      onConfirm={() => void make().catch(() => undefined)}
      onCancel={onClose}
    >
      <p>{words('linkText')}</p>
      <fieldset className={styles.group}>
        <legend>{words('linkPermissions')}</legend>
        <div className={styles.checks}>
          {shown.map((permission) => (
            <Checkbox
              key={permission}
              label={words(permissionWords[permission])}
              checked={chosen.includes(permission)}
              onChange={(_, { checked }) => {
                setLink(undefined)
                setChosen(checked === true ? [...chosen, permission] : chosen.filter((one) => one !== permission))
              }}
            />
          ))}
        </div>
        {isTried && chosen.length === 0 && (
          <p className={styles.fault} role="alert">
            {words('linkNeedsPermission')}
          </p>
        )}
      </fieldset>
      <Field label={words('linkHours')}>
        <SpinButton
          value={hours}
          min={1}
          max={longestHours}
          onChange={(_, { value, displayValue }) => {
            const typed = Math.round(value ?? Number(displayValue))
            if (!Number.isFinite(typed)) return
            setLink(undefined)
            setHours(Math.min(Math.max(typed, 1), longestHours))
          }}
        />
      </Field>
      {link !== undefined && (
        <div className={styles.made} role="status">
          <span>{words('linkExpires', { time: moment(link.expiresAt) })}</span>
          <CodeText value={link.url} name={words('linkAddress')} />
        </div>
      )}
    </QuestionDialog>
  )
}
