import { Button, Field } from '@fluentui/react-components'
import { useState } from 'react'
import { useDropzone } from 'react-dropzone'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import styles from './Certificates.module.css'
import { certificatesWords } from './certificates-words.ts'
import { toBase64 } from './to-base64.ts'

const maxBytes = 1_048_576

/** A file as Base64: dropped or chosen. */
export function FileField<Values extends FieldValues>({
  control,
  name,
}: {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
}) {
  const words = useWords(certificatesWords)
  const formats = useFormats()
  const { field, fieldState } = useController({ control, name })
  const [chosen, setChosen] = useState<{ readonly name: string; readonly size: number }>()
  const [isTooLarge, setTooLarge] = useState(false)
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    multiple: false,
    noClick: true,
    noKeyboard: true,
    maxSize: maxBytes,
    onDrop: async ([file]) => {
      setTooLarge(file === undefined)
      if (file === undefined) return
      setChosen({ name: file.name, size: file.size })
      field.onChange(toBase64(new Uint8Array(await file.arrayBuffer())))
    },
  })
  const message = isTooLarge ? words('fileTooLarge') : fieldState.error?.message
  return (
    <Field
      label={words('file')}
      required
      {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const })}
    >
      {(props) => (
        <div {...getRootProps({ role: 'group' })} className={styles.drop} data-over={isDragActive || undefined}>
          <input {...getInputProps({ 'aria-label': words('file'), tabIndex: -1 })} />
          <span className={styles.file} role="status">
            {chosen === undefined
              ? words('drop')
              : words('chosen', { name: chosen.name, size: formats.bytes(chosen.size) })}
          </span>
          <Button ref={field.ref} aria-describedby={props['aria-describedby']} onClick={open} onBlur={field.onBlur}>
            {words('choose')}
          </Button>
        </div>
      )}
    </Field>
  )
}
