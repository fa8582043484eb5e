import { useController } from 'react-hook-form'
import { TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { Markdown } from '../../shared/ui/values/Markdown.tsx'
import type { DocumentationForm } from './documentation-form.ts'
import styles from './PortalContent.module.css'
import { portalContentWords } from './portal-content-words.ts'

/** A page beside what visitors see of it. */
export function DocumentationFields({
  form: { control, watch },
  isNew,
  isReadOnly,
}: {
  readonly form: SchemaForm<DocumentationForm>
  readonly isNew: boolean
  readonly isReadOnly: boolean
}) {
  const words = useWords(portalContentWords)
  const { field } = useController({ control, name: 'content' })
  return (
    <div className={styles.columns}>
      <div className={styles.fields}>
        <TextField control={control} name="title" label={words('title')} isRequired isDisabled={isReadOnly} />
        {isNew && (
          <TextField
            control={control}
            name="identifier"
            label={words('identifier')}
            hint={words('identifierHint')}
            isCode
          />
        )}
        <div>
          <p className={styles.label} aria-hidden>
            {words('content')}
          </p>
          <CodeEditor
            label={words('content')}
            language="text"
            value={field.value}
            onChange={field.onChange}
            isReadOnly={isReadOnly}
          />
        </div>
      </div>
      <section className={styles.fields} aria-label={words('preview')}>
        <h2>{words('preview')}</h2>
        <div className={styles.preview}>
          <Markdown text={watch('content')} />
        </div>
      </section>
    </div>
  )
}
