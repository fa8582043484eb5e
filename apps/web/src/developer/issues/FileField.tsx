import { Button, Field } from '@fluentui/react-components'
import { AttachRegular, DismissRegular } from '@fluentui/react-icons'
import { useRef } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { issueWords } from './issue-words.ts'
import styles from './issues.module.css'

/** One file of the visitor's machine. */
export function FileField({
  label,
  hint,
  fault,
  file,
  onFile,
}: {
  readonly label: string
  readonly hint: string
  readonly fault: string | undefined
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
}) {
  const words = useWords(issueWords)
  const input = useRef<HTMLInputElement>(null)
  const chooser = useRef<HTMLButtonElement>(null)
  return (
    <Field
      label={label}
      hint={hint}
      {...(fault === undefined ? {} : { validationMessage: fault, validationState: 'error' as const })}
    >
      {(props) => (
        <div className={styles.file}>
          <input
            ref={input}
            type="file"
            hidden
            onChange={({ target }) => {
              onFile(target.files?.[0])
              // The same file may be chosen again after it was taken away.
              target.value = ''
            }}
          />
          <Button {...props} ref={chooser} icon={<AttachRegular />} onClick={() => input.current?.click()}>
            {words('chooseFile')}
          </Button>
          {file !== undefined && (
            <>
              <span translate="no">{file.name}</span>
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={words('removeFile', { name: file.name })}
                onClick={() => {
                  onFile(undefined)
                  chooser.current?.focus()
                }}
              />
            </>
          )}
        </div>
      )}
    </Field>
  )
}
