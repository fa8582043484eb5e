import { Button, Field, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { BracesRegular } from '@fluentui/react-icons'
import { useEffect, useRef, useState } from 'react'
import { useController } from 'react-hook-form'
import { sendArm } from '../../shared/api-client/resource.ts'
import { TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import type { CodeEditorProps } from '../../shared/ui/code/EditorView.tsx'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { MailPreview } from './MailPreview.tsx'
import styles from './Notifications.module.css'
import { notificationsWords } from './notifications-words.ts'
import type { TemplateForm, TemplateParameter } from './template-form.ts'

/** Typing goes on for so long before the server is asked. */
const pauseMs = 400
type EditorView = Parameters<NonNullable<CodeEditorProps['onCreate']>>[0]

interface Preview {
  readonly subject: string
  readonly body: string
  readonly text: string
}

/** The words of a mail, beside what they come to. */
export function TemplateFields({
  form: { control, watch },
  path,
  parameters,
  isReadOnly,
}: {
  readonly form: SchemaForm<TemplateForm>
  readonly path: string
  readonly parameters: readonly TemplateParameter[]
  readonly isReadOnly: boolean
}) {
  const words = useWords(notificationsWords)
  const { field, fieldState } = useController({ control, name: 'body' })
  const editor = useRef<EditorView>(undefined)
  const { preview, failure } = usePreview(path, watch('subject'), watch('body'))
  const insert = (name: string) => {
    const view = editor.current
    if (view === undefined) return
    const text = `$${name}`
    const { from, to } = view.state.selection.main
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } })
    view.focus()
  }
  const message = fieldState.error?.message
  return (
    <div className={styles.columns}>
      <div className={styles.fields}>
        <TextField control={control} name="subject" label={words('subject')} isRequired isDisabled={isReadOnly} />
        <div>
          <div className={styles.head}>
            <span aria-hidden>{words('body')}</span>
            {!isReadOnly && (
              <Menu>
                <MenuTrigger disableButtonEnhancement>
                  <Button size="small" icon={<BracesRegular />}>
                    {words('insert')}
                  </Button>
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    {parameters.map(({ name, title }) => (
                      <MenuItem
                        key={name}
                        secondaryContent={<code translate="no">${name}</code>}
                        onClick={() => insert(name)}
                      >
                        {title ?? name}
                      </MenuItem>
                    ))}
                  </MenuList>
                </MenuPopover>
              </Menu>
            )}
          </div>
          <Field {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const })}>
            <div>
              <CodeEditor
                label={words('body')}
                language="xml"
                value={field.value}
                onChange={field.onChange}
                isReadOnly={isReadOnly}
                onCreate={(view) => {
                  editor.current = view
                }}
              />
            </div>
          </Field>
        </div>
        <TextField control={control} name="title" label={words('title')} isDisabled={isReadOnly} />
        <TextField control={control} name="description" label={words('descriptionField')} isDisabled={isReadOnly} />
      </div>
      <section className={styles.fields} aria-label={words('preview')}>
        <h2>{words('preview')}</h2>
        {failure !== undefined && (
          <Notice intent="warning" title={words('previewFailed')}>
            <ErrorDetail error={failure} />
          </Notice>
        )}
        {preview === undefined ? (
          failure === undefined && <Loading lines={4} />
        ) : (
          <MailPreview subject={preview.subject} html={preview.body} text={preview.text} />
        )}
      </section>
    </div>
  )
}

/** What the server makes of the words, a moment after they were typed; the last one stays while there is a fault. */
function usePreview(path: string, subject: string, body: string) {
  const [preview, setPreview] = useState<Preview>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    const control = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const options = { method: 'POST', body: { subject, body }, signal: control.signal } as const
        setPreview((await sendArm<Preview>(`${path}/preview`, options)).body)
        setFailure(undefined)
      } catch (error) {
        if (!control.signal.aborted) setFailure(error)
      }
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      control.abort()
    }
  }, [path, subject, body])
  return { preview, failure }
}
