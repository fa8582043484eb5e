import { Button } from '@fluentui/react-components'
import { ArrowUploadRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useDropzone } from 'react-dropzone'
import { useWords } from '../languages/words.ts'
import styles from './FileDrop.module.css'
import { formWords } from './form-words.ts'

/** Takes files: dropped, or chosen by the button. */
export function FileDrop({
  label,
  chosen,
  isMultiple = false,
  accept,
  onFiles,
}: {
  /** Of the button: `Choose a file`. */
  readonly label: string
  /** What is said of what was taken; undefined = nothing yet. */
  readonly chosen?: ReactNode
  readonly isMultiple?: boolean
  /** Type of media → endings. */
  readonly accept?: Readonly<Record<string, string[]>>
  readonly onFiles: (files: readonly File[]) => void
}) {
  const words = useWords(formWords)
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (files) => {
      if (files.length > 0) onFiles(files)
    },
    multiple: isMultiple,
    noClick: true,
    noKeyboard: true,
    ...(accept === undefined ? {} : { accept: { ...accept } }),
  })
  return (
    <div
      {...getRootProps({
        className: isDragActive ? styles.active : styles.drop,
        role: undefined,
        tabIndex: undefined,
      })}
    >
      <input {...getInputProps({ 'aria-label': label })} />
      <span>{isDragActive ? words('dropHere') : (chosen ?? words(isMultiple ? 'dropFiles' : 'dropFile'))}</span>
      <Button icon={<ArrowUploadRegular />} onClick={open}>
        {label}
      </Button>
    </div>
  )
}
